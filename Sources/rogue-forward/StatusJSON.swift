import Rogue

/// The answer to `--status --json`: a list with an object a destination.
struct StatusJSON {
    private let all: [DeliveryStatus]

    init(_ all: [DeliveryStatus]) {
        self.all = all
    }

    /// A line a destination.
    var text: String { JSONValue.lines(all.map(object)) }

    private func object(_ status: DeliveryStatus) -> JSONValue {
        let (counts, state) = (status.counts, status.state)
        return .object([
            ("name", .text(status.destination)),
            ("metrics", .number(status.lines.count)),
            ("stored", .number(status.stored)),
            ("delivered", .number(counts.delivered)),
            ("coarse", .number(counts.coarse)),
            ("gaps", .number(counts.gaps)),
            ("pending", .number(status.pending)),
            ("ledgered", .number(counts.ledgered)),
            ("balanced", .flag(status.unbalanced.isEmpty)),
            ("lag", .number(status.lag)),
            ("rate", .decimal(state.rate)),
            ("failures", .number(state.failures)),
            ("last_error", state.error.isEmpty ? .null : .text(state.error)),
            ("last_error_time", state.error.isEmpty ? .null : .number(state.errorTime.seconds)),
            ("errors", .list(status.errors.map { .text($0) })),
        ])
    }
}
