import Glibc

/// A file that not every machine has, or lets everybody read.
///
/// What cannot be read there has no readings, and disturbs nothing that is beside it.
struct OptionalFile {
    private let path: String
    private var file: ProcFile?

    init(_ path: String) {
        self.path = path
    }

    /// What `body` makes of the file, or `nil` where there is none or it is not what it has to be.
    mutating func read<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result?) -> Result? {
        openIfThere()
        return try? file?.read(body)
    }

    /// The same of the file's first page.
    mutating func readHead<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result?) -> Result? {
        openIfThere()
        return try? file?.readHead(body)
    }

    /// Opens the file, unless it is open; where there is none, as at every look, that costs no error and no buffer.
    private mutating func openIfThere() {
        if file == nil, access(path, R_OK) == 0 { file = try? ProcFile(path) }
    }

    /// The number that the file begins with.
    mutating func number() -> UInt64? {
        read { text in text.number() }
    }

    /// The number of the first line that begins with `key`.
    mutating func number(after key: StaticString) -> UInt64? {
        read { text in
            while !text.skip(key) {
                guard text.nextLine() else { return nil }
            }
            return text.number()
        }
    }
}
