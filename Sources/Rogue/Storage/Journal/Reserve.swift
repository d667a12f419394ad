import Glibc
import SQLite

/// `journal.reserve`: space that is kept for the journal, and given up when the disk is full.
///
/// Without it SQLite could not even delete, for a deletion, too, goes through its log.
struct Reserve {
    static let fileName = "journal.reserve"
    /// Room for a tick and the images of some thousand series.
    static let size = 1 << 20

    private let path: String

    init(_ prefix: Prefix) {
        path = prefix.file(Self.fileName)
    }

    /// Runs `body`, and where that may have lacked space, once more with what the reserve held.
    func backing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.mayLackSpace && release() {
            return try body()
        }
    }

    /// Gives the space up; `false` where none was kept.
    private func release() -> Bool { unlink(path) == 0 }

    /// Takes the space, unless it is there already or the disk has none to give.
    func fill() {
        guard access(path, F_OK) != 0 else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(Self.size)) != 0 { unlink(path) }
    }
}
