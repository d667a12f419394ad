import Logging

/// Runs for one destination, one after the other.
struct FollowedDestination {
    private let destination: any Destination
    private let forwarder: Forwarder
    private let settings: DeliverySettings
    private var failures: FailureLog
    private let logger: Logger
    /// Seconds between two runs.
    private var pace: Int
    /// What was wrong with single metrics in the latest run.
    private var errors: Set<String> = []

    /// How long after a tick a run begins, in milliseconds: by then the agent has its samples.
    private static let delay = 250
    /// The longest time between two runs where no interval is set, in seconds.
    private static let longestPace = 60
    /// The time between two where there is no history yet.
    private static let firstPace = 5

    init(_ destination: any Destination, _ forwarder: Forwarder, _ logger: Logger) {
        self.destination = destination
        self.forwarder = forwarder
        self.settings = forwarder.settings(of: destination)
        self.failures = FailureLog(logger)
        self.pace = forwarder.settings(of: destination).interval?.seconds ?? Self.firstPace
        self.logger = logger
    }

    /// Runs until it is cancelled.
    mutating func run() async {
        while !Task.isCancelled {
            var wait = Duration.zero
            do {
                let survey = try await forwarder.history.survey(forwarder.patterns).of(settings.selection)
                failures.succeeded("reading the history")
                let delivery = Delivery(destination, forwarder.history, forwarder.store, settings)
                let report = await delivery.run(survey)
                guard !Task.isCancelled else { return }
                tell(report)
                (pace, wait) = (pace(survey), report.wait)
            } catch {
                failures.failed("reading the history", error)
            }
            try? await Task.sleep(for: max(wait, Self.untilTick(every: pace, at: .now)))
        }
    }

    /// Seconds between two runs: the interval, or as long as the shortest step of a file.
    private func pace(_ survey: HistorySurvey) -> Int {
        if let interval = settings.interval { return interval.seconds }
        let steps = survey.entries.compactMap { try? $0.look.get().finest.step }
        return min(steps.min() ?? Self.firstPace, Self.longestPace)
    }

    /// The time until right after the next multiple of so many seconds.
    private static func untilTick(every seconds: Int, at now: WallClock) -> Duration {
        let period = seconds * 1_000
        let past = (now.milliseconds - delay) % period
        return .milliseconds(period - past)
    }

    /// Says what has to be said of a run, each trouble once.
    private mutating func tell(_ report: DeliveryReport) {
        if let kept = report.kept {
            failures.failed(report.destination, DeliveryFailure(description: kept))
        } else if !report.isElsewhere {
            failures.succeeded(report.destination)
        }
        for error in report.errors where !errors.contains(error) {
            logger.error("failed", metadata: ["destination": "\(report.destination)", "error": "\(error)"])
        }
        errors = Set(report.errors)
        for loss in report.losses {
            logger.error("lost", metadata: ["destination": "\(report.destination)", "rows": "\(loss)"])
        }
    }
}
