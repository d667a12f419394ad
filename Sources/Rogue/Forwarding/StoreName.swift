/// What a metric is called in a store.
package enum StoreName: Hashable, Sendable {
    /// The name, with its tags, in a form that no other series of that store has.
    case named(String)
    /// The store can have no series of that name, and this is why: nothing of the metric is ever sent.
    case impossible(String)
}
