/// One look at the files of all metrics.
package struct HistorySurvey: Sendable {
    package let entries: [Entry]

    /// A metric, and what its file looked like.
    package struct Entry: Sendable {
        package let metric: MetricName
        /// Its text form.
        package let key: String
        /// What was seen, or why nothing was.
        package let look: Result<HistoryLook, any Error>
    }
}

extension HistorySurvey {
    /// Those that are selected.
    func of(_ selection: MetricSelection) -> HistorySurvey {
        guard !selection.isEverything else { return self }
        return HistorySurvey(entries: entries.filter { selection.selects($0.metric) })
    }
}
