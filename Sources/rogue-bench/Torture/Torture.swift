import ArgumentParser
import Glibc

/// Does to a history what must be survived, for as long as asked, and looks at every row.
struct Torture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture",
        abstract: "Torture the storage engine, and fail at the first row that is not as it has to be."
    )

    @Option(help: "For how long.")
    var seconds = 60
    @Option(help: "The same seed makes the same faults in the same order.")
    var seed: UInt64
    @Option(help: "A folder to work in; the history is in its folder db.")
    var folder: String
    @Option(help: "The faults, separated by commas; all where not given.")
    var faults = Fault.allCases.map(\.rawValue).joined(separator: ",")
    @Option(help: "A folder on a small file system, for the fault space, which is left out otherwise.")
    var smallDisk: String?

    func run() async throws {
        let faults = try faults.split(separator: ",").map { (name) throws -> Fault in
            guard let fault = Fault(rawValue: String(name)) else { throw ValidationError("unknown fault '\(name)'") }
            return fault
        }.filter { $0 != .space || smallDisk != nil }
        guard !faults.isEmpty else { throw ValidationError("--faults names no fault") }
        var usual = try Tormentor(folder: folder, prefix: folder + "/db")
        var small = try smallDisk.map { try Tormentor(folder: folder, prefix: $0) }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var round: UInt64 = 0
        while ContinuousClock.now < deadline {
            // A generator for each round: how one goes does not change what the next one does.
            var random = SeededGenerator(seed: SeededGenerator.mixed(seed, round))
            let fault = faults.randomElement(using: &random) ?? .kill
            do {
                if fault == .space {
                    try await small?.round(fault, random)
                } else {
                    try await usual.round(fault, random)
                }
            } catch {
                print(usual.tally.merging(small?.tally).table, terminator: "")
                print("seed \(seed), round \(round), fault \(fault): \(error)")
                throw ExitCode.failure
            }
            round += 1
        }
        let tally = usual.tally.merging(small?.tally)
        print(tally.table, terminator: "")
        print("seed \(seed): \(tally.rounds) rounds, \(tally.rows) rows checked, 0 differences")
    }
}
