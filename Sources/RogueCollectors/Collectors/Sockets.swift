package import Rogue

/// How many sockets there are, of each protocol and, for TCP, in each state.
package struct Sockets: Collector {
    package static let name = "sockets"
    package private(set) var complaint: (any Error)?

    private let sockstat: ProcFile
    private let sockstat6: OptionalFile
    private let usage = SocketUsage()
    private let usage6 = SocketUsage(suffix: "6")
    private let source: SocketSource?
    /// Why there is no source.
    private let trouble: (any Error)?

    /// Opens /proc/net/sockstat; the states are the kernel's own, for which no other root of /proc stands.
    package init(_ machine: Machine) throws {
        guard machine.proc == "/proc" else {
            try self.init(machine, source: nil)
            return
        }
        do {
            try self.init(machine, source: SocketDiagnosis().forEach)
        } catch let error as ProcError where error.path == SocketDiagnosis.name {
            try self.init(machine, source: nil, trouble: error)
        }
    }

    init(_ machine: Machine, source: SocketSource?, trouble: (any Error)? = nil) throws {
        sockstat = try ProcFile(machine.proc + "/net/sockstat")
        sockstat6 = OptionalFile(machine.proc + "/net/sockstat6")
        self.source = source
        self.trouble = trouble
    }

    /// Appends what each source says; one that cannot be read costs only its own readings.
    package mutating func collect(into readings: inout [Reading]) throws {
        var complaints = Complaints()
        func attempt(_ read: (inout [Reading]) throws -> Void) {
            let count = readings.count
            do {
                try read(&readings)
            } catch {
                readings.removeLast(readings.count - count)
                complaints.add("\(error)")
            }
        }
        attempt { readings in
            let isWhole = try sockstat.read { text throws(ProcError) in usage.append(&text, to: &readings) }
            guard isWhole else { throw sockstat.malformed("a line is cut, or has no number after a name") }
        }
        attempt { readings in
            let isWhole = try sockstat6.read { text throws(ProcError) in usage6.append(&text, to: &readings) }
            guard isWhole ?? true else {
                throw ProcError(sockstat.path + "6", "a line is cut, or has no number after a name")
            }
        }
        attempt { readings in
            if let trouble { throw trouble }
            if let source { try SocketStates.append(source, to: &readings) }
        }
        complaint = complaints.orNone
    }
}
