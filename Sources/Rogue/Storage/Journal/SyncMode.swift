/// When what was sampled is forced to the disk, and so what a power loss takes; the end of the agent takes nothing ever.
package enum SyncMode: String, CaseIterable, Hashable, Sendable {
    /// Each tick, before it counts as stored: a power loss takes nothing.
    case tick
    /// At each flush, and at least every five seconds: a power loss takes up to that.
    case flush
    /// Never: a power loss takes what the kernel had not written, half a minute, and files can be torn.
    case off
}
