/// What became of samples that were sent.
package enum Outcome: Hashable, Sendable {
    /// The store has them.
    case delivered
    /// The store has all but these, which it will never take, whatever it is sent with them; in ascending order.
    case partly([Refusal])
    /// The store looked at them and will never take them as they are: one of them may be at fault, or all.
    case refused(String)
    /// They are too many at once, or too long: parts of them may be taken.
    case tooLarge(String)
    /// Nothing is known to be stored: to be sent again, at the earliest after so many seconds.
    case unavailable(String, retryAfter: Int? = nil)
}
