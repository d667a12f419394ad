/// A collector at work: made when it can be, asked once a slot.
struct Sampler {
    private let settings: CollectorSettings
    private let machine: Machine
    /// Its number among the agent's figures.
    private let number: Int
    private var collector: (any ReadingSource)?
    private var readings: [Reading] = []
    var slots: SlotClock
    /// How many slots it has taken.
    private(set) var ticks = 0

    var name: String { settings.name }
    /// What was wrong with some of the last readings.
    var complaint: (any Error)? { collector?.complaint }

    init(_ settings: CollectorSettings, _ machine: Machine, slots: SlotClock) {
        self.settings = settings
        self.machine = machine
        self.slots = slots
        number = machine.figures.enter(settings.name)
    }

    /// Makes the collector, so that its first look is over before the first slot, and answers what it shows already.
    mutating func prepare() throws -> [Metric] {
        try make()
        try look()
        return readings.map(\.metric)
    }

    private mutating func make() throws {
        guard collector == nil else { return }
        collector = try settings.make(machine)
    }

    /// Has the collector set going what it would else wait for.
    mutating func begin() {
        // What keeps it from beginning keeps it from answering, and is told then.
        try? collector?.begin()
    }

    /// What the collector says now; half of what it says before it fails is not believed.
    mutating func sample() throws -> [Reading] {
        ticks += 1
        let start = SuspendingClock.now
        var isWhole = false
        defer { machine.figures.looked(number, for: start.duration(to: .now), failed: !isWhole) }
        try make()
        try look()
        isWhole = complaint == nil
        return readings
    }

    /// Has the collector say what it says, without what is not wanted of it.
    private mutating func look() throws {
        readings.removeAll(keepingCapacity: true)
        try collector?.collect(into: &readings)
        guard !settings.selection.isEverything else { return }
        let all = readings
        readings = all.filter { isWanted($0.metric.name) }
    }

    private mutating func isWanted(_ name: MetricName) -> Bool {
        if let known = wanted[name] { return known }
        let isWanted = settings.selection.selects(name)
        // Of a collector whose instances come and go without end not every name is remembered.
        if wanted.count < Self.mostRemembered { wanted[name] = isWanted }
        return isWanted
    }

    /// What patterns have said of names.
    private var wanted: [MetricName: Bool] = [:]
    private static let mostRemembered = 100_000
}
