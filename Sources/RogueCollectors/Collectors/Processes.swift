package import Rogue

/// What groups of processes use, and which single processes use most.
///
/// Reading of a process can block, for as long as another thread changes its memory map: `Background` is the place for
/// it. What a process transfers over the network is known of TCP only, and to the user who may see its open files.
package struct Processes: Collector {
    package static let name = "process"
    package static let options = [OptionKey("groups", .groups(ProcessGroup.keys)), OptionKey("top", .integer(0...100))]
    private static let usualTop = 10
    package private(set) var complaint: (any Error)?

    private let folder: String
    private let stat: ProcFile
    private let reader: FolderReader
    private var table: ProcessTable
    private var samplers: [GroupSampler]
    private let top: TopProcesses
    private let source: SocketSource?
    /// Why there is no source.
    private let trouble: (any Error)?
    private var connections = ConnectionTable()
    private var earlier: UInt64?

    /// The ten processes that use most.
    package init(_ machine: Machine) throws {
        try self.init(machine, groups: [], top: Self.usualTop)
    }

    /// The groups, and as many of the processes that use most, as the keys `groups` and `top` say.
    package init(_ machine: Machine, _ options: Options) throws {
        let groups = (options.groups("groups") ?? []).compactMap(ProcessGroup.init)
        try self.init(machine, groups: groups, top: options.integer("top") ?? Self.usualTop)
    }

    /// The `groups`, and the `top` processes that use most.
    package init(_ machine: Machine, groups: [ProcessGroup], top: Int) throws {
        // The kernel's list of sockets is that of this machine, for which no other root of /proc stands.
        guard machine.proc == "/proc", !groups.isEmpty else {
            try self.init(machine, groups: groups, top: top, source: nil)
            return
        }
        do {
            try self.init(machine, groups: groups, top: top, source: SocketDiagnosis().forEach)
        } catch let error as ProcError where error.path == SocketDiagnosis.name {
            try self.init(machine, groups: groups, top: top, source: nil, trouble: error)
        }
    }

    init(
        _ machine: Machine,
        groups: [ProcessGroup],
        top: Int,
        source: SocketSource?,
        trouble: (any Error)? = nil
    ) throws {
        let reader = try FolderReader(machine.proc)
        folder = machine.proc
        stat = try ProcFile(machine.proc + "/stat")
        self.reader = reader
        table = ProcessTable(reader, groups)
        samplers = groups.map { GroupSampler($0, reader) }
        self.top = TopProcesses(top)
        self.source = source
        self.trouble = trouble
    }

    /// Appends what each group uses, and who uses most.
    package mutating func collect(into readings: inout [Reading]) throws {
        complaint = trouble
        let time = try stat.read { text throws(ProcError) in
            guard let time = MachineTime(&text) else { throw stat.malformed("no lines \"cpu\" and \"cpu0\"") }
            return time
        }
        let ticks = earlier.flatMap { time.ticks > $0 ? Double(time.ticks - $0) : nil }
        earlier = time.ticks
        guard (try? table.refresh()) != nil else { throw ProcError(folder, "its processes cannot be listed") }
        let hasSockets = refreshConnections()
        for process in table.processes.values {
            for group in process.groups { samplers[group].add(process, hasSockets ? connections : nil) }
        }
        for index in samplers.indices {
            samplers[index].endLook(ticks.map { ($0, time.processors) }, hasSockets: hasSockets, into: &readings)
        }
        let ofOne = ticks.map { $0 / Double(time.processors) }
        top.append(table.processes.values, ticks: ofOne, to: &readings)
    }

    private mutating func refreshConnections() -> Bool {
        guard let source else { return false }
        do {
            try connections.refresh(source)
            return true
        } catch {
            complaint = error
            return false
        }
    }
}
