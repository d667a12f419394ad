/// Delivers what is pending to each of several destinations, side by side.
package struct Forwarder: Sendable {
    private let destinations: [any Destination]
    private let history: History
    private let store: CursorStore
    private let patterns: [MetricPattern]
    /// What each destination wants of that, by its name; one that is not there wants all.
    package var selections: [String: MetricSelection] = [:]

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

    /// One run: ends when each destination has what was pending, or could not be reached.
    ///
    /// `progress` is told how many rows more are settled.
    package func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> [DeliveryReport] {
        let metrics = try await history.metrics(patterns)
        // In the order of the command line, for only the first without cursors is given the original's.
        for destination in destinations { _ = try await cursors(of: destination, dryRun: false) }
        return await withTaskGroup(of: (Int, DeliveryReport).self) { group in
            for (index, destination) in destinations.enumerated() {
                let delivery = Delivery(destination, history, store, progress: progress)
                let wanted = wanted(metrics, by: destination)
                group.addTask { (index, await delivery.run(wanted)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// What each destination has and what is pending; nothing is sent, no cursor moves.
    package func status() async throws -> [DeliveryStatus] {
        let metrics = try await history.metrics(patterns)
        var all: [DeliveryStatus] = []
        for destination in destinations {
            let cursors = try await cursors(of: destination, dryRun: true)
            let losses = try await store.losses(of: destination.name)
            var status = DeliveryStatus(destination: destination.name)
            for metric in wanted(metrics, by: destination) {
                let name = metric.description
                do {
                    let window = try await history.window(of: metric)
                    let pending = try await history.pending(of: metric, after: cursors[name])
                    let expired = try await history.expired(of: metric, after: cursors[name])?.rows ?? 0
                    let lost = (losses[name] ?? 0) + expired
                    status.add(name, end: window.end, cursor: cursors[name], pending: pending, lost: lost)
                } catch {
                    status.errors.append("\(error)")
                }
            }
            all.append(status)
        }
        return all
    }

    private func wanted(_ metrics: [MetricName], by destination: any Destination) -> [MetricName] {
        guard let selection = selections[destination.name] else { return metrics }
        return metrics.filter(selection.selects)
    }

    private func cursors(of destination: any Destination, dryRun: Bool) async throws -> [String: Timestamp] {
        let originals = OriginalCursors(history.prefix, suffix: ".pos")
        return try await store.cursors(of: destination.name, orFrom: originals, dryRun: dryRun)
    }
}
