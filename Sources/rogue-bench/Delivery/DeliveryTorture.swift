import ArgumentParser

/// Does to deliveries what must be survived, and compares what each store holds after each round.
struct DeliveryTorture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture-delivery",
        abstract: "Torture the delivery to three stores, and fail at the first row that nobody can account for."
    )

    @Option(help: "For so many rounds.")
    var rounds: Int?
    @Option(help: "Or for how long.")
    var seconds: Int?
    @Option(help: "The same seed makes the same faults; when they come is the machine's affair.")
    var seed: UInt64
    @Option(help: "A folder to work in; the history is in its folder db.")
    var folder: String

    func validate() throws {
        guard (rounds == nil) != (seconds == nil) else { throw ValidationError("either --rounds or --seconds") }
    }

    func run() async throws {
        var tormentor = try DeliveryTormentor(folder: folder, seed: seed)
        let deadline = ContinuousClock.now + .seconds(seconds ?? 1 << 30)
        while tormentor.rounds < rounds ?? .max, ContinuousClock.now < deadline {
            var random = SeededGenerator(seed: SeededGenerator.mixed(seed, UInt64(tormentor.rounds)))
            do {
                try await tormentor.round(&random)
            } catch {
                print("seed \(seed), round \(tormentor.rounds): \(error)")
                throw ExitCode.failure
            }
        }
        var random = SeededGenerator(seed: seed)
        do {
            try await tormentor.heal(&random)
        } catch {
            print("seed \(seed), at the end: \(error)")
            throw ExitCode.failure
        }
        print("\(tormentor.requests) requests, \(tormentor.points) points stored, \(tormentor.kills) kills")
        print("seed \(seed): \(tormentor.rounds) rounds, \(tormentor.slots) slots compared, 0 differences")
    }
}
