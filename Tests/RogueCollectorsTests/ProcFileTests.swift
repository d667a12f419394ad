import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct ProcFileTests {
    private func size(_ file: ProcFile) throws -> Int {
        try file.read { text in
            var lines = 0
            while text.nextLine() { lines += 1 }
            return lines
        }
    }

    @Test(arguments: [1, 4_095, 4_096, 4_097, 8_192, 100_000])
    func readsAFileOfAnyLength(count: Int) throws {
        let copy = try FixtureCopy("normal")
        try copy.write(Array(repeating: UInt8(ascii: "\n"), count: count), to: "proc/stat")
        let file = try ProcFile(copy.machine.proc + "/stat")
        #expect(try size(file) == count)
        try copy.write(Array("a\nb\n".utf8), to: "proc/stat")
        #expect(try size(file) == 2)
    }

    @Test func refusesAFileWithoutEnd() throws {
        let file = try ProcFile("/dev/zero")
        #expect { try size(file) } throws: { "\($0)" == "/dev/zero: the file is longer than 16 MiB" }
    }

    @Test func saysWhichFileAndWhy() throws {
        #expect { try ProcFile("/nowhere/stat") } throws: {
            "\($0)" == "cannot read /nowhere/stat: No such file or directory"
        }
        #expect { try size(ProcFile("/proc")) } throws: { "\($0)" == "cannot read /proc: Is a directory" }
        #expect { try size(ProcFile("/dev/null")) } throws: { "\($0)" == "/dev/null: the file is empty" }
    }

    @Test func doesNotWaitForAFIFO() throws {
        let copy = try FixtureCopy("empty")
        try copy.remove("proc/stat")
        #expect(mkfifo(copy.machine.proc + "/stat", 0o600) == 0)
        #expect { try size(ProcFile(copy.machine.proc + "/stat")) } throws: { "\($0)".hasSuffix(": Illegal seek") }
    }

    /// A file of many records, of which the kernel gives a page per read: some MB in all.
    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: "/proc/kallsyms")))
    func readsAllRecords() throws {
        let plain = try plainRead("/proc/kallsyms")
        #expect(try size(ProcFile("/proc/kallsyms")) == plain.count { $0 == UInt8(ascii: "\n") })
    }
}
