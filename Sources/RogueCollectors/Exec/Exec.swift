import Dispatch
import Glibc
package import Rogue

/// A plug-in: a program, or a folder of them, whose lines are samples.
///
/// Programs run, and are read, on a queue of the plug-in's own; a tick takes what has come, and waits for nothing.
/// A line says what its metric is at that time: a gauge.
package struct Exec: ReadingSource {
    private let home: Home

    /// Starts the plug-in, which stays so long as this, or a copy, is kept; `interval` is the general one.
    package init(
        _ configuration: ExecConfiguration,
        interval: Interval,
        log: @escaping @Sendable (String) -> Void
    ) throws {
        try self.init(configuration, interval: interval, limits: ExecLimits(), log: log)
    }

    init(
        _ configuration: ExecConfiguration,
        interval: Interval,
        limits: ExecLimits,
        log: @escaping @Sendable (String) -> Void
    ) throws {
        home = try Home(configuration, configuration.interval ?? interval, limits, log)
    }

    /// Appends what came since the last time, of each metric the last value; and how many lines did, or were refused.
    package mutating func collect(into readings: inout [Reading]) throws {
        home.exchange.take(into: &readings)
    }
}

/// What lives as long as the plug-in.
private final class Home {
    let exchange: PluginExchange
    private let queue: DispatchQueue
    private let ending: ChildPipe

    init(
        _ configuration: ExecConfiguration,
        _ interval: Interval,
        _ limits: ExecLimits,
        _ log: @escaping @Sendable (String) -> Void
    ) throws {
        let exchange = PluginExchange(of: configuration.name, limit: configuration.maxSeries, memory: limits.memory)
        let ending = try ChildPipe(ours: .reading)
        queue = DispatchQueue(label: "exec \(configuration.name)")
        self.exchange = exchange
        self.ending = ending
        queue.async {
            var limits = limits
            limits.oldest = max(limits.oldest, Double(interval.seconds))
            let intake = PluginIntake(
                LineParser(format: configuration.format, host: HostName.current),
                exchange,
                newest: Double(interval.seconds),
                PluginLog(configuration.name, limits, log),
                limits
            )
            var supervisor = PluginSupervisor(configuration, interval, ending: ending.reading, intake, limits)
            supervisor.run()
        }
    }

    /// Ends every program: SIGTERM, and a second later SIGKILL for those that still run.
    deinit {
        close(ending.writing)
        queue.sync {}
        close(ending.reading)
    }
}

extension PluginSupervisor {
    /// Runs what the configuration says.
    fileprivate init(
        _ configuration: ExecConfiguration,
        _ interval: Interval,
        ending: CInt,
        _ intake: PluginIntake,
        _ limits: ExecLimits
    ) {
        let timeout = configuration.timeout.map { Double($0.seconds) }
        if let directory = configuration.directory {
            self.init(PluginFolder(path: directory, timeout: timeout), ending: ending, intake, limits)
            return
        }
        let program = PluginProgram(
            name: configuration.command.first ?? "",
            command: configuration.command,
            interval: configuration.isLongLived ? nil : interval.seconds,
            timeout: timeout ?? limits.usualTimeout
        )
        self.init(program, ending: ending, intake, limits)
    }
}
