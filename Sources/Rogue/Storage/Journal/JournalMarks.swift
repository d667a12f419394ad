import Glibc

/// `journal.marks`: how far the journal had come, kept outside of it.
///
/// SQLite ends a log where it is damaged, in silence, and so goes back in time: what was lost would not be known, and
/// images of a flush that was finished long ago would be put back. Four numbers, a line each; each is written by one
/// queue only.
final class JournalMarks: Sendable {
    static let fileName = "journal.marks"

    /// Which number of a journal.
    enum Mark: Int, CaseIterable, Hashable, Sendable {
        /// The last tick that was added.
        case tick
        /// The last batch of images that was added.
        case images
        /// The last batch of images that was done with.
        case finished
        /// The last tick that was forgotten, for it is in the files.
        case flushed
    }

    private let descriptor: CInt
    private static let width = 20

    /// Opens the file beside the journal at `path`, or makes it; where that is not possible nothing is kept.
    init(besides path: String) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        descriptor = open(folder + Self.fileName, O_RDWR | O_CREAT | O_CLOEXEC, Prefix.fileMode)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Keeps a number: one system call, and nothing is forced to the disk.
    func set(_ mark: Mark, _ number: Int) {
        let digits = String(number)
        let line = String(repeating: " ", count: max(0, Self.width - digits.count)) + digits + "\n"
        _ = pwrite(descriptor, line, line.utf8.count, off_t(mark.rawValue * (Self.width + 1)))
    }

    /// The number that was kept; 0 where there is none.
    func get(_ mark: Mark) -> Int {
        var bytes = [UInt8](repeating: 0, count: Self.width)
        guard pread(descriptor, &bytes, bytes.count, off_t(mark.rawValue * (Self.width + 1))) == bytes.count else {
            return 0
        }
        return Int(String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)) ?? 0
    }
}
