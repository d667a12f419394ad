/// What a destination has not settled of a series, in slots: rows of the finest archive.
package struct Outstanding: Hashable, Sendable {
    /// Those that are known and wait.
    package var pending = 0
    /// Those of which nothing is known.
    package var gaps = 0
    /// Those that no archive holds any more.
    package var expired: HistoryRows.Expired?

    /// Nothing.
    package init() {}
}
