/// Something that a key did.
///
/// It lives in memory only, as long as its key is held.
package struct KeyEvent: Hashable, Sendable {
    /// Which key of which device, so that its release finds its press.
    struct Key: Hashable, Sendable {
        let device: Int
        let code: UInt16
    }

    /// What happened.
    enum Action: Hashable, Sendable {
        case press
        case release
        /// Events of the device were lost, or it is gone: what its keys do is unknown.
        case loss
    }

    let key: Key
    let action: Action
    let time: KeyTime

    /// Makes an event.
    init(_ action: Action, _ key: Key, at time: KeyTime) {
        self.key = key
        self.action = action
        self.time = time
    }
}
