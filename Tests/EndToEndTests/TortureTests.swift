import Foundation
import RogueTestSupport
import Testing

/// Some seconds of what Scripts/torture does for as long as asked; and that it would see a row that is wrong.
@Suite struct TortureTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func torture(_ seconds: Int, _ faults: String) throws -> Program {
        let options = ["--seconds", "\(seconds)", "--seed", "\(seconds)", "--folder", folder.path, "--faults", faults]
        return try Program("rogue-bench", ["torture"] + options)
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["kill,mix", "file,remove"])
    func nothingIsLostOrAltered(faults: String) async throws {
        let result = try await torture(4, faults).end(within: 240)
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.output)\(result.errors)")
        #expect(result.lines.last?.hasSuffix(" rows checked, 0 differences") == true)
    }

    /// A few rounds of what `Scripts/torture --delivery` does for as many as asked.
    @Test(.timeLimit(.minutes(5))) func everyRowIsDeliveredOrAccountedFor() async throws {
        let options = ["--rounds", "12", "--seed", "5", "--folder", folder.path]
        let result = try await Program("rogue-bench", ["torture-delivery"] + options).end(within: 240)
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.output)\(result.errors)")
        #expect(result.lines.last?.hasSuffix(" slots compared, 0 differences") == true)
    }

    @Test(.timeLimit(.minutes(5))) func aRowThatChangesIsSeen() async throws {
        let run = try torture(120, "kill")
        let path = folder.file("db/Gauge4.rrd")
        // The first of a file's archives begins behind its header.
        let offset: UInt64 = 128 + 120 + 2 * 120 + 16 + 112 + 2 * 80 + 2 * 8
        try await Patience.until("a first round is over") {
            let times = try? FileManager.default.attributesOfItem(atPath: folder.file("writer.output"))
            return !run.isRunning || (times?[.size] as? Int ?? 0) > 2_000
        }
        let file = try FileHandle(forUpdating: URL(filePath: path))
        // One of them may be where the writer writes next.
        for row: UInt64 in [1_000, 3_000, 5_000, 7_000] {
            try file.seek(toOffset: offset + 8 * row)
            try file.write(contentsOf: withUnsafeBytes(of: 1_234.5) { Data($0) })
        }
        try file.close()
        let result = try await run.end(within: 200)
        #expect(result.status == 1)
        #expect(result.output.contains("Gauge4, row of 1 s at 1") && result.output.contains("found 1234.5"))
    }
}
