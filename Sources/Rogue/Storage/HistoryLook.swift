/// What one look at a metric's file tells: what its archives hold, and which file it is.
package struct HistoryLook: Hashable, Sendable {
    /// All AVERAGE archives.
    let archives: HistoryWindows
    /// A number that another file at the same path has not.
    package let file: Int

    /// What the finest archive holds.
    package var finest: HistoryWindow { archives.finest }

    /// What a reader reads that takes coarser archives' rows, or does not.
    func windows(coarse: Bool) -> HistoryWindows { coarse ? archives : HistoryWindows(finest: archives.finest) }
}
