/// A collector at work: made when it can be, asked once a slot.
struct Sampler {
    private let type: any Collector.Type
    private let machine: Machine
    private var collector: (any Collector)?
    private var readings: [Reading] = []
    var slots: SlotClock
    /// How many slots it has taken.
    private(set) var ticks = 0

    var name: String { type.name }
    /// What was wrong with some of the last readings.
    var complaint: (any Error)? { collector?.complaint }

    init(_ type: any Collector.Type, _ machine: Machine, slots: SlotClock) {
        self.type = type
        self.machine = machine
        self.slots = slots
    }

    /// Makes the collector, so that its first look is over before the first slot, and answers what it shows already.
    mutating func prepare() throws -> [Metric] {
        try make()
        readings.removeAll(keepingCapacity: true)
        try collector?.collect(into: &readings)
        return readings.map(\.metric)
    }

    private mutating func make() throws {
        guard collector == nil else { return }
        collector = try type.init(machine)
    }

    /// What the collector says now; half of what it says before it fails is not believed.
    mutating func sample() throws -> [Reading] {
        ticks += 1
        readings.removeAll(keepingCapacity: true)
        try make()
        try collector?.collect(into: &readings)
        return readings
    }
}
