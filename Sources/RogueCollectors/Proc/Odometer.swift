/// What things that come and go have counted, together: it never steps back when one goes, nor jumps when one comes.
///
/// Each look notes what each thing's own counter says. A counter that steps back adds nothing, and a thing that is noted
/// twice in a look counts once.
struct Odometer<Key: Hashable> {
    private(set) var total: UInt64 = 0
    private var last: [Key: UInt64] = [:]
    private var now: [Key: UInt64] = [:]

    /// Notes that the counter of `key` says `value`; all of it is new where the thing was made since the last look.
    mutating func note(_ value: UInt64, of key: Key, isNew: Bool = false) {
        guard now[key] == nil else { return }
        let before = last[key] ?? (isNew ? 0 : value)
        if value > before { total &+= value - before }
        now[key] = value
    }

    /// Whether the thing was noted in the last look.
    func knows(_ key: Key) -> Bool { last[key] != nil }

    /// Ends the look: what was not noted in it is forgotten.
    mutating func endLook() {
        swap(&last, &now)
        now.removeAll(keepingCapacity: true)
    }
}
