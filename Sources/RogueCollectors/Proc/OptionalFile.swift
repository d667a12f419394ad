import Glibc

/// A file of /proc or /sys that not every kernel has, or not yet: a module that is loaded later brings it.
final class OptionalFile {
    private let path: String
    private var file: ProcFile?

    init(_ path: String) {
        self.path = path
    }

    /// Calls `body` with what the file says now; `nil` where there is none.
    func read<Result>(
        _ body: (inout ByteScanner) throws(ProcError) -> Result
    ) throws(ProcError) -> Result? {
        if file == nil, access(path, F_OK) == 0 { file = try ProcFile(path) }
        return try file?.read(body)
    }

    /// The number that the file consists of; `nil` where there is none.
    func number() throws(ProcError) -> UInt64? {
        try read { text throws(ProcError) in
            guard let number = text.number() else { throw ProcError(path, "no number") }
            return number
        }
    }
}
