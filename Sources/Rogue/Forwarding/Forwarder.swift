/// Delivers what is pending to each of several destinations, side by side.
package struct Forwarder: Sendable {
    let destinations: [any Destination]
    let history: History
    let store: CursorStore
    let patterns: [MetricPattern]
    /// How each destination wants to be served, by its name; one that is not there has the defaults.
    package var settings: [String: DeliverySettings] = [:]

    package init(
        _ destinations: [any Destination],
        _ history: History,
        _ store: CursorStore,
        _ patterns: [MetricPattern]
    ) {
        self.destinations = destinations
        self.history = history
        self.store = store
        self.patterns = patterns
    }

    /// The names of the destinations.
    package var names: [String] { destinations.map(\.name) }

    /// How long a delivery may go on after the deadline, to take note of an answer that is just coming.
    private static let grace = Duration.milliseconds(500)

    /// One run: ends when each destination has what was pending, or could not be reached, or at the deadline.
    ///
    /// `progress` is told how many slots more are settled. A request that is under way at the deadline is not waited for:
    /// it is sent again, the same to the byte.
    package func run(
        until deadline: ContinuousClock.Instant? = nil,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [DeliveryReport] {
        let survey = try await history.survey(patterns)
        // In the order of the command line, for only the first without cursors is given the original's.
        for destination in destinations { _ = try await cursors(of: destination, dryRun: false) }
        let (reports, ended) = AsyncStream.makeStream(of: (Int, DeliveryReport).self)
        for (index, destination) in destinations.enumerated() {
            Task { ended.yield((index, await run(destination, survey, until: deadline, progress: progress))) }
        }
        if let deadline {
            Task {
                try? await Task.sleep(until: deadline + Self.grace)
                ended.finish()
            }
        }
        return await collect(reports)
    }

    /// The reports in the order of the destinations; of those that have not come at the end of the stream, that.
    private func collect(_ reports: AsyncStream<(Int, DeliveryReport)>) async -> [DeliveryReport] {
        var found = destinations.map {
            DeliveryReport(destination: $0.name, kept: "it had not answered at the deadline")
        }
        var left = destinations.count
        guard left > 0 else { return [] }
        for await (index, report) in reports {
            found[index] = report
            left -= 1
            guard left > 0 else { break }
        }
        return found
    }

    /// One run for one destination, if it is time for one.
    private func run(
        _ destination: any Destination,
        _ survey: HistorySurvey,
        until deadline: ContinuousClock.Instant?,
        progress: @escaping @Sendable (Int) -> Void
    ) async -> DeliveryReport {
        do {
            guard try await isDue(destination) else { return DeliveryReport(destination: destination.name) }
        } catch {
            var report = DeliveryReport(destination: destination.name)
            report.errors.append("\(error)")
            return report
        }
        let settings = settings(of: destination)
        let delivery = Delivery(destination, history, store, settings, until: deadline, progress: progress)
        return await delivery.run(survey.of(settings.selection))
    }

    /// Whether the destination's interval has passed since it was last sent something.
    ///
    /// Or nearly so: cron is not on time to the second. After a failure it is the back-off that says when.
    private func isDue(_ destination: any Destination) async throws -> Bool {
        guard let interval = settings(of: destination).interval else { return true }
        let state = try await store.state(of: destination.name)
        let since = WallClock.now.milliseconds - state.sent
        return state.failures > 0 || since < 0 || since >= interval.seconds * 900
    }

    func settings(of destination: any Destination) -> DeliverySettings {
        settings[destination.name] ?? DeliverySettings()
    }

    func cursors(of destination: any Destination, dryRun: Bool) async throws -> [String: Timestamp] {
        let originals = OriginalCursors(history.prefix, suffix: ".pos")
        return try await store.cursors(of: destination.name, orFrom: originals, dryRun: dryRun)
    }
}
