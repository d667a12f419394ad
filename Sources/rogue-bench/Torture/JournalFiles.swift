import Glibc
import Rogue
import SQLite

/// The files of a journal, as they were at one moment.
struct JournalFiles {
    private let parts: [(suffix: String, bytes: [UInt8]?)]
    /// What the journal keeps beside itself.
    private let marks: [UInt8]?

    /// What SQLite keeps of a journal.
    static let suffixes = ["", "-wal", "-shm"]
    private static let marks = "journal.marks"

    /// Copies them; nobody has them open.
    init(_ prefix: Prefix) throws {
        let path = prefix.file(Journal.fileName)
        parts = try Self.suffixes.map { ($0, try Bytes.read(path + $0)) }
        marks = try Bytes.read(prefix.file(Self.marks))
    }

    /// Puts them back; the index in shared memory does not survive a power loss.
    func restore(_ prefix: Prefix) throws {
        try write(to: prefix.file(Journal.fileName))
        try Bytes.restore(marks, to: prefix.file(Self.marks))
    }

    private func write(to path: String) throws {
        for part in parts { try Bytes.restore(part.suffix == "-shm" ? nil : part.bytes, to: path + part.suffix) }
    }

    /// How many images of files' headers there are: more than none, when a flush is under way.
    func images(scratch: String) throws -> Int {
        try write(to: scratch)
        defer { for suffix in Self.suffixes { unlink(scratch + suffix) } }
        return try Database(path: scratch).prepare("SELECT count(*) FROM images").rows { $0.integer(0) ?? 0 }.first ?? 0
    }
}
