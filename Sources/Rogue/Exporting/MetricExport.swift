/// What came of the export of one metric.
struct MetricExport: Sendable {
    let metric: MetricName
    /// The time of the last row that was read; `nil` where nothing was new.
    var end: Timestamp?
    /// How many rows were appended.
    var rows = 0
    var losses: [Loss] = []
    var notices: [String] = []
    var error: String?

    init(_ metric: MetricName) {
        self.metric = metric
    }

    /// Notes rows that left the archive before they were exported.
    mutating func note(_ expired: HistoryRows.Expired?) {
        guard let expired else { return }
        losses.append(Loss(metric, expired))
    }
}
