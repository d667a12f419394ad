import ArgumentParser
package import Logging

/// How much a daemon says on stderr.
package struct LoggingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel = "notice"

    package init() {}

    package func validate() throws {
        guard level == nil else { return }
        throw ValidationError("unknown --log-level '\(logLevel)'")
    }

    private var level: Logger.Level? { Logger.Level(rawValue: logLevel) }

    /// A logger to stderr.
    package func logger(_ program: String) -> Logger {
        var logger = Logger(label: program, factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level ?? .notice
        return logger
    }
}
