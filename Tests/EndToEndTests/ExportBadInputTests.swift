import Foundation
import RogueTestSupport
import Testing

/// What can go wrong around an export: it is named, and made good by the next run.
@Suite struct ExportBadInputTests {
    private let history: ExportHistory
    private var prefix: String { history.directory.path }
    private let folder: TemporaryDirectory

    init() throws {
        history = try ExportHistory(metrics: 2, rows: 5_000)
        folder = try TemporaryDirectory()
    }

    private func export(_ output: String? = nil) async throws -> Program.Result {
        let arguments = ["--prefix", prefix] + (output.map { ["--output", $0] } ?? [])
        return try await Program.runToEnd("rogue-export", arguments)
    }

    /// Cursors are lost with it, rows are not: the CSV files tell where they end.
    @Test(.timeLimit(.minutes(5)), arguments: ["garbage", "cut", "page"])
    func aDamagedDatabaseIsMovedAside(damage: String) async throws {
        #expect(try await export().status == 0)
        let path = history.directory.file("delivery.db")
        var bytes = Data(try history.directory.read("delivery.db"))
        switch damage {
        case "garbage": bytes = Data("this is no database, but a long text\n".utf8)
        case "cut": bytes = bytes.prefix(bytes.count - 5_000)
        default: bytes.replaceSubrange(4096..<4396, with: Data(repeating: 0xa5, count: 300))
        }
        for name in ["delivery.db-wal", "delivery.db-shm"] {
            try? FileManager.default.removeItem(atPath: history.directory.file(name))
        }
        try history.directory.write(bytes, to: "delivery.db")
        try history.grow(by: 5)
        let result = try await export()
        #expect(result.status == 0 && result.errorLines.count == 1, "\(result.errors)")
        #expect(result.errors.contains(path) && result.errors.contains("moved aside to"), "\(result.errors)")
        let aside = try history.directory.names().filter { $0.hasPrefix("delivery.db.corrupt-") }
        try #require(aside.count == 1)
        #expect(Data(try history.directory.read(aside[0])) == bytes)
        #expect(try history.mismatches(in: prefix) == [])
        let next = try await export()
        #expect(next.status == 0 && next.errors.isEmpty)
    }

    /// The file cannot grow any more (`ulimit -f`), in the middle of a row.
    @Test(.timeLimit(.minutes(5)))
    func aLimitOnTheSizeOfFilesIsAnError() async throws {
        // Its database is made beforehand, and small enough; the limit is in KiB.
        #expect(try await export(folder.file("first")).status == 0)
        let output = folder.file("second")
        let script = "ulimit -f 64; exec \"$1\" --prefix \"$2\" --output \"$3\""
        let result = try await Program.shell(script, Program.folder + "/rogue-export", prefix, output)
        #expect(result.status == 1 && !result.wasKilled)
        #expect(result.errorLines.count == history.metrics.count, "\(result.errors)")
        for (metric, line) in zip(history.metrics, result.errorLines.sorted()) {
            #expect(line.contains("\(output)/\(metric).csv: File too large"), "\(line)")
        }
        history.metrics.forEach { metric in
            #expect(throws: Never.self) { try ExportedRows("\(output)/\(metric).csv") }
        }
        try history.grow(by: 5)
        #expect(try await export(output).status == 0)
        #expect(try history.mismatches(in: output) == [])
    }

    /// Nothing is taken for done where not even the database can be made.
    @Test(.timeLimit(.minutes(5)))
    func aLimitThatStopsTheDatabaseIsAnError() async throws {
        let script = "ulimit -f 1; exec \"$1\" --prefix \"$2\" --output \"$3\""
        let output = folder.file("csv")
        let result = try await Program.shell(script, Program.folder + "/rogue-export", prefix, output)
        #expect(result.status == 1 && !result.wasKilled)
        #expect(result.errorLines.count == 1 && result.errors.contains("delivery.db"), "\(result.errors)")
        #expect(try await export(output).status == 0)
        #expect(try history.mismatches(in: output) == [])
    }

    private static let canMount: Bool = {
        let trial = try? Program.run("/usr/bin/unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"])
        return trial?.status == 0
    }()

    /// A small file system that is full, then is not; it goes with the shell that mounted it.
    @Test(.enabled(if: canMount, "needs root, to mount a small file system"), .timeLimit(.minutes(5)))
    func aFullDiskIsAnErrorAndMadeGood() async throws {
        let script = """
            mkdir "$4/small" && mount -t tmpfs -o size=400k none "$4/small" && head -c 300000 /dev/zero >"$4/small/filler"
            "$1" --prefix "$2" --output "$3" || echo "full: $?"
            rm "$4/small/filler"
            "$1" --prefix "$2" --output "$3" || echo "free: $?"
            cp -r "$3" "$4/copy"
            """
        let small = folder.file("small/csv")
        let result = try await Program.runToEnd(
            "/usr/bin/unshare",
            ["-m", "/bin/bash", "-c", script, "test", Program.folder + "/rogue-export", prefix, small, folder.path]
        )
        #expect(result.status == 0 && result.lines == ["full: 1"], "\(result)")
        #expect(!result.errorLines.isEmpty && result.errorLines.allSatisfy { $0.contains("No space left on device") })
        #expect(result.errors.contains(small + "/metric"), "\(result.errors)")
        #expect(try history.mismatches(in: folder.file("copy")) == [])
    }

    /// What stands where a CSV file should is left alone, and the other metrics are exported.
    @Test(.timeLimit(.minutes(5)))
    func aForeignFileIsLeftAlone() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("metric0.csv"),
            withIntermediateDirectories: false
        )
        let result = try await export(folder.path)
        #expect(result.status == 1 && result.errorLines.count == 1)
        #expect(result.errors.contains(folder.file("metric0.csv")), "\(result.errors)")
        #expect(try history.mismatches(in: folder.path) == ["metric0"])
        try FileManager.default.removeItem(atPath: folder.file("metric0.csv"))
        #expect(try await export(folder.path).status == 0)
        #expect(try history.mismatches(in: folder.path) == [])
    }
}
