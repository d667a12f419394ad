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
    var interval: Interval?

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

    @Option(
        help: ArgumentHelp(
            "Collectors, separated by commas; or 'rogue', or 'all'. (default: rogue)",
            valueName: "names"
        )
    )
    var collectors: String?
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
                + "Or PATTERN=POLICY, for metrics that fit. Can be given again.",
            valueName: "policy"
        )
    )
    var policies: [String] = []
    @Option(
        help: ArgumentHelp("When to force samples to the disk: tick, flush or off. (default: flush)", valueName: "mode")
    )
    var sync: String?
    @Option(help: ArgumentHelp("Where /proc is.", valueName: "folder"))
    var proc = "/proc"
    @Option(help: ArgumentHelp("Where /sys is.", valueName: "folder"))
    var sys = "/sys"

    func validate() throws {
        guard interval?.seconds ?? 1 <= Interval.longestBetweenSamples.seconds else {
            throw ValidationError("--interval must be at most a day")
        }
        guard ticks ?? 1 > 0 else { throw ValidationError("--ticks must be at least 1") }
        if let sync, SyncMode(rawValue: sync) == nil {
            throw ValidationError("unknown --sync '\(sync)': it is tick, flush or off")
        }
        guard !once || ticks == nil else { throw ValidationError("--once and --ticks exclude each other") }
        if let collectors { _ = try Self.collectors(named: collectors) }
    }

    /// The words that the agent knows in its configuration file.
    var vocabulary: Vocabulary { Vocabulary(collectors: Collectors.known) }

    /// What the agent is told: by flags, or else by the configuration file.
    func settings(_ file: Configuration, resetTime: Timestamp? = nil) throws -> Agent.Settings {
        let configuration = overriding(file)
        guard configuration.heartbeatSeconds >= configuration.interval.seconds else {
            throw ValidationError("--heartbeat must not be less than --interval: every sample would be unknown")
        }
        let storage = MetricStore.Settings(
            interval: configuration.interval.seconds,
            heartbeat: configuration.heartbeatSeconds,
            flush: configuration.flushSeconds,
            resetTime: resetTime,
            archives: try Self.archives(configuration)
        )
        var settings = Agent.Settings(collectors: try chosenCollectors(configuration), storage: storage)
        settings.machine = Machine(proc: proc, sys: sys)
        settings.sync = configuration.sync
        settings.ticks = once ? 1 : ticks
        return settings
    }

    /// What the configuration file says, but for what flags say.
    private func overriding(_ file: Configuration) -> Configuration {
        var configuration = file
        configuration.interval = interval ?? file.interval
        configuration.heartbeat = heartbeat ?? hearbeat ?? file.heartbeat
        configuration.flush = flush ?? file.flush
        configuration.sync = sync.flatMap(SyncMode.init) ?? file.sync
        configuration.archives = policies.isEmpty ? file.archives : policies
        return configuration
    }

    private static func archives(_ configuration: Configuration) throws -> ArchiveRules {
        let intervals = configuration.collectors.map(\.interval) + configuration.exec.map(\.interval)
        let others = Set(intervals.compactMap { $0?.seconds })
        do {
            return try ArchiveRules(configuration.archives, interval: configuration.interval.seconds, others: others)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The collectors that the flag names, else those of the configuration file, else the original's; each as that file says.
    private func chosenCollectors(_ configuration: Configuration) throws -> [CollectorSettings] {
        let file = Dictionary(configuration.collectors.map { ($0.name, $0) }) { $1 }
        guard collectors == nil, !file.isEmpty else {
            return try Self.collectors(named: collectors ?? "rogue").map { CollectorSettings($0, file[$0.name]) }
        }
        return Collectors.known.filter { file[$0.name]?.isEnabled == true }.map { CollectorSettings($0, file[$0.name]) }
    }

    /// The plug-ins of the configuration file, whose programs say on `logger` what they write to stderr.
    func plugins(_ file: Configuration, _ logger: Logger) -> [CollectorSettings] {
        guard collectors == nil else { return [] }
        let general = overriding(file).interval
        return file.exec.map { exec in
            CollectorSettings("exec \(exec.name)", interval: exec.interval?.seconds) { _ in
                try Exec(exec, interval: general) { line in logger.warning("plug-in", metadata: ["says": "\(line)"]) }
            }
        }
    }

    private static func collectors(named names: String) throws -> [any Collector.Type] {
        do {
            return try Collectors.named(names)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}

extension Agent.Settings {
    /// For the log: what the agent is about to do.
    func summary(prefix: Prefix) -> Logger.Metadata {
        [
            "version": "\(rogueVersion)", "prefix": "\(prefix.path)", "interval": "\(storage.interval)",
            "heartbeat": "\(storage.heartbeat)", "flush": "\(storage.flush)", "sync": "\(sync)",
            "collectors": "\(collectors.map { $0.name }.joined(separator: ","))",
        ]
    }
}
