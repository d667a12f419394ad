import ArgumentParser
import Glibc
import Rogue
import RogueCommand

/// How long the program runs.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When a run ends at the latest; 0 for none. (default: 50s, and none where stderr is a terminal)",
            valueName: "time"
        ),
        transform: Interval.orZero
    )
    var deadline: Int?
    @Flag(help: "Run for ever, and deliver each row as it comes; SIGHUP reads the configuration file anew.")
    var follow = false

    func validate() throws {
        guard !follow || deadline == nil else { throw ValidationError("--follow and --deadline exclude each other") }
    }

    /// The time that a run has for cron's minute, in seconds.
    private static let usual = 50

    /// When a run that began at `start` has to end.
    func end(from start: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let seconds = deadline ?? (isatty(STDERR_FILENO) == 0 ? Self.usual : 0)
        return seconds > 0 ? start + .seconds(seconds) : nil
    }
}
