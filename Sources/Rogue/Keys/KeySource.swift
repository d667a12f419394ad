/// Where the events of keys come from.
package protocol KeySource: Sendable {
    /// Whether events are read as they happen, so that the wall clock decides when a bucket is over.
    var isLive: Bool { get }
    /// What poll(2) has to wait for.
    var descriptors: [CInt] { get }

    /// Appends what has happened, in its order, without waiting; `false` where nothing will come any more.
    mutating func read(into events: inout [KeyEvent], at now: KeyTime) throws(StorageError) -> Bool

    /// Takes what came since the last look, such as a keyboard that was plugged in; says what could not be opened.
    mutating func refresh() -> [StorageError]
}
