import ArgumentParser
import Logging
import Rogue
import RogueCollectors
import RogueCommand

/// What is sampled, how often, and for how long.
struct SamplingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Time between samples: seconds, or 10s, 5m, 1h. (default: 60)", valueName: "time"),
        transform: Interval.argument
    )
    var interval = Interval(seconds: 60)

    @Option(
        help: ArgumentHelp(
            "Time after which a gap is unknown. (default: 10m, or twice the interval)",
            valueName: "time"
        ),
        transform: Interval.argument
    )
    var heartbeat: Interval?

    /// The original's spelling.
    @Option(help: .hidden, transform: Interval.argument)
    var hearbeat: Interval?

    @Option(help: ArgumentHelp("Collectors, separated by commas; or 'rogue', or 'all'.", valueName: "names"))
    var collectors = "rogue"
    @Flag(help: "Take one sample at the next slot and exit: --ticks 1.")
    var once = false
    @Option(help: ArgumentHelp("Exit after so many samples.", valueName: "number"))
    var ticks: Int?
    @Option(help: ArgumentHelp("Where /proc is.", valueName: "folder"))
    var proc = "/proc"
    @Option(help: ArgumentHelp("Where /sys is.", valueName: "folder"))
    var sys = "/sys"

    func validate() throws {
        guard interval.seconds <= 86_400 else { throw ValidationError("--interval must be at most a day") }
        guard heartbeatSeconds >= interval.seconds else {
            throw ValidationError("--heartbeat must not be less than --interval: every sample would be unknown")
        }
        guard ticks ?? 1 > 0 else { throw ValidationError("--ticks must be at least 1") }
        guard !once || ticks == nil else { throw ValidationError("--once and --ticks exclude each other") }
        _ = try chosenCollectors()
    }

    var heartbeatSeconds: Int { (heartbeat ?? hearbeat)?.seconds ?? max(600, 2 * interval.seconds) }
    var tickLimit: Int? { once ? 1 : ticks }
    var machine: Machine { Machine(proc: proc, sys: sys) }

    func chosenCollectors() throws -> [any Collector.Type] {
        do {
            return try Collectors.named(collectors)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// For the log: what the agent is about to do.
    func summary(prefix: Prefix) -> Logger.Metadata {
        [
            "version": "\(rogueVersion)", "prefix": "\(prefix.path)", "interval": "\(interval.seconds)",
            "heartbeat": "\(heartbeatSeconds)", "collectors": "\(collectors)",
        ]
    }
}
