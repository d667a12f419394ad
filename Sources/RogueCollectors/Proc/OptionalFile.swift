import Glibc

/// A file of /proc or /sys that not every machine has, or not yet: a module that is loaded later brings it.
///
/// Where even a file that is wrong is to disturb nothing beside it, `try?` makes no readings of it.
final class OptionalFile {
    private let path: String
    private var file: ProcFile?

    init(_ path: String) {
        self.path = path
    }

    /// What `body` makes of what the file says now; `nil` where there is none, or `body` finds nothing in it.
    func read<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result?) throws(ProcError) -> Result? {
        try opened()?.read(body) ?? nil
    }

    /// The same of the file's first page.
    func readHead<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result?) throws(ProcError) -> Result? {
        try opened()?.readHead(body) ?? nil
    }

    /// The number that the file begins with; `nil` where there is no file.
    func number() throws(ProcError) -> UInt64? {
        try read { text throws(ProcError) in
            guard let number = text.number() else { throw ProcError(path, "no number") }
            return number
        }
    }

    /// The number of the first line that begins with `key`.
    func number(after key: StaticString) throws(ProcError) -> UInt64? {
        try read { text in
            while !text.skip(key) {
                guard text.nextLine() else { return nil }
            }
            return text.number()
        }
    }

    private func opened() throws(ProcError) -> ProcFile? {
        // Where a String is handed to C as it is, a copy of it is made on the heap.
        if file == nil, path.withCString({ access($0, F_OK) }) == 0 { file = try ProcFile(path) }
        return file
    }
}
