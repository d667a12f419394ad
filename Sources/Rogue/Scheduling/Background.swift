package import Dispatch
import Synchronization

/// A collector that may block, put where it holds up nobody: it is made and asked on a thread of its own.
///
/// The tick waits for it only as long as its patience; what comes later is the next tick's, and each answer counts once.
package struct Background<Wrapped: Collector>: Collector {
    private struct Answer: Sendable {
        var readings: [Reading] = []
        var complaint: (any Error)?
    }

    package static var name: String { Wrapped.name }
    package static var options: [OptionKey] { Wrapped.options }
    package private(set) var complaint: (any Error)?

    private let look: BackgroundLook<Answer>
    /// Until when the look that was begun is waited for.
    private var deadline: DispatchTime?

    package init(_ machine: Machine) throws {
        try self.init { try Wrapped(machine) }
    }

    package init(_ machine: Machine, _ options: Options) throws {
        try self.init { try Wrapped(machine, options) }
    }

    /// Makes the collector with `make`, on its thread; fails where that fails within the patience.
    package init(
        patience: DispatchTimeInterval = .milliseconds(250),
        make: @escaping @Sendable () throws -> Wrapped
    ) throws {
        let state = Mutex<(collector: Wrapped?, readings: Int)>((nil, 0))
        look = BackgroundLook(patience: patience) {
            try state.withLock { state in
                var answer = Answer()
                if state.collector == nil {
                    state.collector = try make()
                } else {
                    answer.readings.reserveCapacity(state.readings)
                    try state.collector?.collect(into: &answer.readings)
                    answer.complaint = state.collector?.complaint
                    state.readings = answer.readings.count
                }
                return answer
            }
        }
        _ = try look.take(by: look.start())?.get()
    }

    package mutating func begin() {
        deadline = look.start()
    }

    package mutating func collect(into readings: inout [Reading]) throws {
        defer { deadline = nil }
        guard let answer = try look.take(by: deadline ?? look.start())?.get() else {
            complaint = BackgroundError(Self.name)
            return
        }
        readings += answer.readings
        complaint = answer.complaint
    }
}
