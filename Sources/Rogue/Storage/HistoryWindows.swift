/// What the AVERAGE archives of a file hold, and which of them a reader reads next.
struct HistoryWindows: Hashable, Sendable {
    /// The archive with the smallest rows.
    let finest: HistoryWindow
    /// The others, by the size of their rows.
    private let coarser: [HistoryWindow]

    /// `coarser` are those that may be read where the finest no longer reaches.
    init(finest: HistoryWindow, coarser: [HistoryWindow] = []) {
        self.finest = finest
        self.coarser = coarser.sorted { $0.step < $1.step }
    }

    /// The archive to read after `cursor`, from the oldest row of all where there is no cursor, and how far.
    ///
    /// It is the finest that reaches back to the cursor, or the one that reaches back the furthest. Of a coarser archive
    /// rows are read as long as any of the samples in it has left the finer ones: to the first of its rows that ends at
    /// or after where a finer archive begins. So what has expired is never lost between two archives, rows stay in the
    /// order of their times, and one cursor does for all.
    func next(after cursor: Timestamp?) -> (window: HistoryWindow, end: Timestamp) {
        let all = [finest] + coarser
        let oldest = all.map(\.start).min() ?? finest.start
        let wanted = max(cursor ?? oldest, oldest)
        guard let index = all.firstIndex(where: { $0.start <= wanted.floored(to: $0.step) }), index > 0 else {
            return (finest, finest.end)
        }
        let window = all[index]
        let handover = all[..<index].map { ($0.start + (window.step - 1)).floored(to: window.step) }.min()
        return (window, min(handover ?? window.end, window.end))
    }

    /// Whether the archive of this step still holds all rows after `time`.
    func hold(step: Int, after time: Timestamp) -> Bool {
        ([finest] + coarser).contains { $0.step == step && $0.start <= time }
    }

    /// The rows after `cursor` that no archive holds any more, in rows of the finest.
    func expired(after cursor: Timestamp?) -> HistoryRows.Expired? {
        guard let cursor = cursor?.floored(to: finest.step) else { return nil }
        let (window, _) = next(after: cursor)
        guard cursor < window.start else { return nil }
        let rows = (window.start - cursor) / finest.step
        return HistoryRows.Expired(first: cursor + finest.step, last: window.start, rows: rows, step: finest.step)
    }
}
