/// What became of samples that were sent.
package enum Outcome: Hashable, Sendable {
    /// The store has them.
    case delivered
    /// The store looked at them and will never take them as they are: one of them may be at fault, or all.
    case refused(String)
    /// Nothing is known to be stored: to be sent again, at the earliest after so many seconds.
    case unavailable(String, retryAfter: Int? = nil)
}
