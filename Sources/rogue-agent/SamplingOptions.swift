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
    @Option(
        help: ArgumentHelp(
            "Time between flushes into the files. (default: 0, at once, from an interval of 10 s on; else 30)",
            valueName: "time"
        ),
        transform: Interval.orZero
    )
    var flush: Int?
    @Option(
        name: .customLong("archives"),
        help: ArgumentHelp(
            "Archives of new files: 10s:2d,1m:14d:average+min+max; or rogue, low, medium, high. (default: rogue) "
                + "Or GLOB=POLICY, for metrics that fit. Can be given again.",
            valueName: "policy"
        )
    )
    var policies: [String] = []
    @Option(help: ArgumentHelp("When to force samples to the disk: tick, flush or off.", valueName: "mode"))
    var sync = "flush"
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
        guard syncMode != nil else { throw ValidationError("unknown --sync '\(sync)': it is tick, flush or off") }
        guard !once || ticks == nil else { throw ValidationError("--once and --ticks exclude each other") }
        _ = try chosenCollectors()
        _ = try archives()
    }

    var heartbeatSeconds: Int { (heartbeat ?? hearbeat)?.seconds ?? max(600, 2 * interval.seconds) }
    private var flushSeconds: Int { flush ?? (interval.seconds >= 10 ? 0 : 30) }
    private var syncMode: SyncMode? { SyncMode(rawValue: sync) }

    /// What the agent is told.
    func settings(resetTime: Timestamp?) throws -> Agent.Settings {
        let storage = MetricStore.Settings(
            interval: interval.seconds,
            heartbeat: heartbeatSeconds,
            flush: flushSeconds,
            resetTime: resetTime,
            archives: try archives()
        )
        var settings = Agent.Settings(collectors: try chosenCollectors(), storage: storage)
        settings.machine = Machine(proc: proc, sys: sys)
        settings.sync = syncMode ?? .flush
        settings.ticks = once ? 1 : ticks
        return settings
    }

    private func archives() throws -> ArchiveRules {
        do {
            return try ArchiveRules(policies, interval: interval.seconds)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private func chosenCollectors() throws -> [any Collector.Type] {
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
            "heartbeat": "\(heartbeatSeconds)", "flush": "\(flushSeconds)", "sync": "\(sync)",
            "collectors": "\(collectors)",
        ]
    }
}
