import Rogue

/// Adds up what the processes of one group do.
///
/// A sum is left out where one of the processes may not be read: half a sum would pass for the whole.
struct GroupSampler {
    private struct Thread: Hashable {
        let process: UInt64
        let start: UInt64
        let id: UInt64
    }

    private let metrics: ProcessMetrics
    private let reader: FolderReader
    private var sums = GroupSums()
    private var voluntary = Odometer<Thread>()
    private var involuntary = Odometer<Thread>()
    private var readBytes = Odometer<Thread>()
    private var writeBytes = Odometer<Thread>()
    private var cancelledBytes = Odometer<Thread>()
    private var received = Odometer<UInt64>()
    private var sent = Odometer<UInt64>()
    private var memory = KeyedValues(["Pss:"])
    private var io = KeyedValues(["read_bytes:", "write_bytes:", "cancelled_write_bytes:"])

    /// Of a group with more threads than these, what each does is not asked.
    private static let mostThreads = 4_096

    init(_ group: ProcessGroup, _ reader: FolderReader) {
        metrics = ProcessMetrics(group.name)
        self.reader = reader
    }

    /// Adds a process of the group, with its TCP connections among `sockets` where there are any.
    mutating func add(_ process: RunningProcess, _ sockets: ConnectionTable?) {
        sums.processes += 1
        sums.threads += Double(process.stat.threads)
        sums.usedTicks += Double(process.usedTicks)
        sums.resident += Double(process.stat.residentPages) * PageSize.bytes
        // Of a zombie nothing is left but its name.
        guard ThreadState(process.stat.state) != .zombie else {
            sums.states[ThreadState.zombie.index] += 1
            return
        }
        var isReadable = true
        func attempt(_ flag: WritableKeyPath<GroupSums, Bool>, _ read: () throws(FolderReader.Failure) -> Void) {
            do throws(FolderReader.Failure) { try read() } catch {
                // What has ended meanwhile is no failure.
                guard error == .unreadable else { return }
                sums[keyPath: flag] = false
                isReadable = false
            }
        }
        attempt(\.hasThreads) { () throws(FolderReader.Failure) in try addThreads(of: process) }
        attempt(\.hasMemory) { () throws(FolderReader.Failure) in try addMemory(of: process) }
        attempt(\.hasIO) { () throws(FolderReader.Failure) in try addIO(of: process) }
        attempt(\.hasFiles) { () throws(FolderReader.Failure) in try addFiles(of: process, sockets) }
        if !isReadable { sums.unreadable += 1 }
    }

    /// Appends the sums, and begins anew; percentages where it is known how long the machine's `time` was since the last look.
    mutating func endLook(_ time: (ticks: Double, processors: Int)?, hasSockets: Bool, into readings: inout [Reading]) {
        append(time, hasSockets: hasSockets, to: &readings)
        sums = GroupSums()
        voluntary.endLook()
        involuntary.endLook()
        readBytes.endLook()
        writeBytes.endLook()
        cancelledBytes.endLook()
        received.endLook()
        sent.endLook()
    }

    private mutating func addThreads(of process: RunningProcess) throws(FolderReader.Failure) {
        guard sums.hasThreads else { return }
        if process.stat.threads <= 1 {
            try addThread(process.path("status"), of: process, process.id)
            return
        }
        var threads: [UInt64] = []
        try reader.forEachEntry(process.path("task")) { name, _ in
            if let id = name.decimal { threads.append(id) }
        }
        sums.asked += threads.count
        guard sums.asked <= Self.mostThreads else {
            sums.hasThreads = false
            return
        }
        for id in threads {
            do throws(FolderReader.Failure) { try addThread(process.path("task/\(id)/status"), of: process, id) } catch
            {
                // Threads come and go.
                if error == .unreadable { throw error }
            }
        }
    }

    private mutating func addThread(_ path: String, of process: RunningProcess, _ id: UInt64) throws(FolderReader
        .Failure)
    {
        guard let status = try reader.read(path, { TaskStatus(&$0) }) else { throw .unreadable }
        let thread = Thread(process: process.id, start: process.start, id: id)
        // A thread that was not there in the last look is new only where its process was.
        let isNew = process.isNew || voluntary.knows(Thread(process: process.id, start: process.start, id: process.id))
        sums.states[ThreadState(status.state).index] += 1
        voluntary.note(status.voluntarySwitches, of: thread, isNew: isNew)
        involuntary.note(status.involuntarySwitches, of: thread, isNew: isNew)
    }

    private mutating func addMemory(of process: RunningProcess) throws(FolderReader.Failure) {
        // A kernel thread has no memory of its own.
        guard process.stat.residentPages > 0 else { return }
        try reader.read(process.path("smaps_rollup")) { memory.read(&$0) }
        guard let kilobytes = memory[0] else { throw .unreadable }
        sums.proportional += Double(kilobytes) * 1_024
        sums.memoryReads += 1
    }

    private mutating func addIO(of process: RunningProcess) throws(FolderReader.Failure) {
        try reader.read(process.path("io")) { io.read(&$0) }
        guard let read = io[0], let written = io[1], let cancelled = io[2] else { throw .unreadable }
        let key = Thread(process: process.id, start: process.start, id: process.id)
        sums.ioReads += 1
        readBytes.note(read, of: key, isNew: process.isNew)
        writeBytes.note(written, of: key, isNew: process.isNew)
        cancelledBytes.note(cancelled, of: key, isNew: process.isNew)
    }

    private mutating func addFiles(of process: RunningProcess, _ sockets: ConnectionTable?) throws(FolderReader.Failure)
    {
        var count = 0
        if let sockets, !sockets.isEmpty {
            try reader.forEachLink(process.path("fd")) { link in
                count += 1
                guard let connection = sockets[link] else { return }
                received.note(connection.received, of: connection.cookie, isNew: connection.isNew)
                sent.note(connection.sent, of: connection.cookie, isNew: connection.isNew)
            }
        } else {
            try reader.forEachEntry(process.path("fd")) { _, _ in count += 1 }
        }
        sums.files += Double(count)
    }

    private func append(_ time: (ticks: Double, processors: Int)?, hasSockets: Bool, to readings: inout [Reading]) {
        readings.append(Reading(metrics.count, sums.processes))
        guard sums.processes > 0 else { return }
        if let time, time.ticks > 0 {
            let share = min(sums.usedTicks / time.ticks, 1) * 100
            readings.append(Reading(metrics.cpu, share))
            readings.append(Reading(metrics.cpuCore, share * Double(time.processors)))
        }
        readings.append(Reading(metrics.resident, sums.resident))
        readings.append(Reading(metrics.threads, sums.threads))
        readings.append(Reading(metrics.unreadable, sums.unreadable))
        if sums.hasMemory, sums.memoryReads > 0 { readings.append(Reading(metrics.proportional, sums.proportional)) }
        if sums.hasFiles {
            readings.append(Reading(metrics.files, sums.files))
            if hasSockets {
                readings.append(Reading(metrics.receivedBytes, received.total))
                readings.append(Reading(metrics.sentBytes, sent.total))
            }
        }
        if sums.hasThreads {
            for (metric, count) in zip(metrics.states, sums.states) { readings.append(Reading(metric, count)) }
            readings.append(Reading(metrics.voluntary, voluntary.total))
            readings.append(Reading(metrics.involuntary, involuntary.total))
        }
        if sums.hasIO, sums.ioReads > 0 {
            readings.append(Reading(metrics.readBytes, readBytes.total))
            readings.append(Reading(metrics.writeBytes, writeBytes.total))
            readings.append(Reading(metrics.cancelledBytes, cancelledBytes.total))
        }
    }
}
