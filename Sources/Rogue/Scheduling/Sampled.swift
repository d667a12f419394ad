/// What one collector said at a slot.
package struct Sampled: Hashable, Sendable {
    /// Seconds between two samples of it: the step of its files.
    package let interval: Int
    package let readings: [Reading]

    package init(interval: Int, readings: [Reading]) {
        self.interval = interval
        self.readings = readings
    }
}
