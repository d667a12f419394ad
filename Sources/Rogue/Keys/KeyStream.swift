import Glibc

/// A recorded stream of input records: a file, a FIFO or stdin.
///
/// Its own times are its clock.
package struct KeyStream: KeySource {
    private let file: InputFile
    private var buffer = [UInt8](repeating: 0, count: Self.room)
    /// The bytes of a record that has not come whole.
    private var rest = 0

    private static let room = InputRecord.size * 2_730

    /// The stream at a path; `-` is stdin.
    package init(_ path: String) throws(StorageError) {
        file = try path == "-" ? InputFile(copyingStandardInput: ()) : InputFile(path)
        var status = stat()
        guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw StorageError("read", file.path, errno: EISDIR)
        }
    }

    package var isLive: Bool { false }
    package var descriptors: [CInt] { [file.descriptor] }

    package mutating func read(into events: inout [KeyEvent], at now: KeyTime) throws(StorageError) -> Bool {
        switch file.read(into: &buffer, from: rest) {
        case .bytes(0): return false
        case .bytes(let count):
            take(rest + count, into: &events)
            return true
        case .nothingYet: return true
        case .failed(let code): throw StorageError("read", file.path, errno: code)
        }
    }

    package mutating func refresh() -> [StorageError] { [] }

    /// Takes the whole records of so many bytes, and keeps what is left of them.
    private mutating func take(_ count: Int, into events: inout [KeyEvent]) {
        let whole = count - count % InputRecord.size
        buffer.withUnsafeBytes { bytes in
            for offset in stride(from: 0, to: whole, by: InputRecord.size) {
                guard let record = InputRecord(bytes, at: offset) else { continue }
                let time = KeyTime(recorded: record.microseconds)
                if let event = record.event(device: 0, at: time) { events.append(event) }
            }
        }
        rest = count - whole
        for index in 0..<rest { buffer[index] = buffer[whole + index] }
    }
}
