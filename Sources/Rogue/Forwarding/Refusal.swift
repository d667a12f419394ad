/// A sample among those that were sent that the store will never take.
package struct Refusal: Hashable, Sendable {
    /// Its place among those that were sent, from 0.
    package let index: Int
    /// Whether the store refused it, or its own rules did before it was sent.
    package let cause: Loss.Cause
    /// The store's own words.
    package let reason: String

    /// A sample that the store refused, if nothing else is said.
    package init(_ index: Int, _ reason: String, cause: Loss.Cause = .refused) {
        self.index = index
        self.cause = cause
        self.reason = reason
    }
}
