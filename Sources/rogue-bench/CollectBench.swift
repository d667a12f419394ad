import ArgumentParser
import Glibc
import Rogue
import RogueCollectors

/// What collecting alone takes: an agent that stores nothing.
struct CollectBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Let collectors look each second, on the grid of the clock, and store nothing."
    )

    @Option(help: "For so long.")
    var seconds: Int
    @Option(help: "Collectors, separated by commas; or 'rogue', or 'all'.")
    var collectors = "rogue"

    func validate() throws {
        guard (1...86_400).contains(seconds) else { throw ValidationError("--seconds has to be 1 to 86400") }
    }

    func run() throws {
        let machine = Machine()
        var collectors = try Collectors.named(collectors).map { try $0.init(machine) }
        var readings: [Reading] = []
        var slots = SlotClock(interval: 1, startingAt: .now)
        var taken = 0
        while taken < seconds {
            Self.sleep(slots.wait(from: .now))
            guard slots.due(at: .now) != nil else { continue }
            taken += 1
            readings.removeAll(keepingCapacity: true)
            for index in collectors.indices { try collectors[index].collect(into: &readings) }
        }
        print("readings \(readings.count)")
    }

    private static func sleep(_ wait: Duration) {
        let (seconds, attoseconds) = wait.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
