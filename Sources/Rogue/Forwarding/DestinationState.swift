/// How a destination has been doing, from run to run.
package struct DestinationState: Hashable, Sendable {
    /// When it may be tried again, in milliseconds since 1970.
    package var until = 0
    /// Whether it asked for that itself.
    package var isAsked = false
    /// How often in a row it could not be reached.
    package var failures = 0
    /// What last went wrong, and when; empty where nothing ever has.
    package var error = ""
    package var errorTime = Timestamp(0)
    /// When the latest run began that sent anything, in milliseconds since 1970.
    package var sent = 0
    /// How many slots the latest run delivered that delivered any, and how long that took.
    package var rows = 0
    package var milliseconds = 0

    /// Nothing has happened yet.
    package init() {}

    /// How many rows a second that was.
    package var rate: Double { milliseconds > 0 ? Double(rows) * 1_000 / Double(milliseconds) : 0 }
}
