import Foundation
import RogueTestSupport
import Testing

/// A shared library that stands in front of the C library of programs, and a file, mapped by it, that tells it what to do.
final class PreloadedLibrary {
    /// For programs that shall use it.
    let environment: [String: String]

    private let folder: TemporaryDirectory
    private let handle: FileHandle

    /// Compiles the C source; the environment's `variable` says where the file of so many bytes is.
    init(_ source: String, told variable: String, bytes: Int) throws {
        folder = try TemporaryDirectory()
        try folder.write(Data(source.utf8), to: "library.c")
        let script = "$(command -v clang || command -v cc) -shared -fPIC -O1 -o library.so library.c -ldl"
        let result = try Program.run("/bin/bash", ["-c", script], directory: folder.path)
        guard result.status == 0 else { throw Rrdtool.Failure(description: "no C compiler: \(result.errors)") }
        try folder.write(Data(count: bytes), to: "orders")
        handle = try #require(FileHandle(forUpdatingAtPath: folder.file("orders")))
        environment = ["LD_PRELOAD": folder.file("library.so"), variable: folder.file("orders")]
    }

    /// Writes into the file.
    func tell(_ bytes: Data, at offset: UInt64) throws {
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: bytes)
    }
}
