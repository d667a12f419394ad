/// Why nothing is sampled for now.
enum SchedulerError: Error, Hashable, CustomStringConvertible {
    /// The clock stands before a slot that was taken already.
    case clockSetBack
    /// The clock made a step of so many seconds, too great to be believed at once.
    case clockSet(by: Int)
    /// The files that make the prefix this agent's are not there any more.
    case homeLost

    var description: String {
        switch self {
        case .clockSetBack: "the clock was set back; sampling goes on when it has caught up with the latest sample"
        case .clockSet(let seconds):
            "the clock was set by \(seconds) s; sampling goes on when it has held for a minute, or is back"
        case .homeLost: "the lock, the socket or the journal was removed, replaced or damaged; beginning anew"
        }
    }
}
