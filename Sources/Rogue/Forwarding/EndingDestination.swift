/// A store that wants to be told where a series ends: else it goes on showing the last value for a while.
package protocol EndingDestination: Destination {
    /// Tells the store, and waits, for a limited time, for its word.
    func end(_ series: [SeriesEnd]) async -> Outcome
}
