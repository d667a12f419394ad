import Rogue

/// The processes there are, each with what it used since the last look.
struct ProcessTable {
    private let reader: FolderReader
    private let patterns: [RegularExpression]
    private(set) var processes: [UInt64: RunningProcess] = [:]
    private var looks: UInt64 = 0
    /// When the youngest process of the last look began: what is no younger was overlooked then, and is not new.
    private var youngest: UInt64?
    private var numbers: [UInt64] = []
    private var name: [UInt8] = []

    /// A command line is read again each so many looks: a process may write another one over it.
    private static let freshness: UInt64 = 16
    /// More of a command line is not looked at.
    private static let longestCommand = 4_096

    init(_ reader: FolderReader, _ groups: [ProcessGroup]) {
        self.reader = reader
        patterns = groups.map(\.pattern)
    }

    /// Looks at all processes; one that ends meanwhile is as good as gone.
    mutating func refresh() throws(FolderReader.Failure) {
        numbers.removeAll(keepingCapacity: true)
        try reader.forEachEntry(".") { name, _ in
            if let number = name.decimal { numbers.append(number) }
        }
        var later: [UInt64: RunningProcess] = [:]
        later.reserveCapacity(numbers.count)
        var newest: UInt64 = 0
        for number in numbers {
            guard let stat = readStat(number) else { continue }
            newest = max(newest, stat.start)
            later[number] = process(number, stat)
        }
        processes = later
        youngest = newest
        looks &+= 1
    }

    /// The file's text, or `nil` where the process is gone or hides it.
    private mutating func readStat(_ number: UInt64) -> ProcessStat? {
        guard let stat = try? reader.read("\(number)/stat", { ProcessStat(&$0, name: &name) }) else { return nil }
        return stat
    }

    private func process(_ number: UInt64, _ stat: ProcessStat) -> RunningProcess {
        guard var known = processes[number], known.start == stat.start else {
            let isNew = youngest.map { stat.start >= $0 } ?? false
            var process = RunningProcess(
                id: number,
                start: stat.start,
                isNew: isNew,
                stat: stat,
                usedTicks: isNew ? stat.ticks : 0,
                name: name
            )
            process.groups = groups(of: process)
            return process
        }
        known.isNew = false
        known.usedTicks = stat.ticks > known.stat.ticks ? stat.ticks - known.stat.ticks : 0
        known.stat = stat
        if known.name != name || (looks &+ number) % Self.freshness == 0 {
            known.name = name
            known.groups = groups(of: known)
        }
        return known
    }

    private func groups(of process: RunningProcess) -> [Int] {
        guard !patterns.isEmpty else { return [] }
        let name = String(decoding: process.name, as: UTF8.self)
        let command = commandLine(process)
        return patterns.indices.filter { patterns[$0].matches(name) || patterns[$0].matches(command) }
    }

    /// The arguments, parted by spaces; empty where there are none, as kernel threads have it.
    private func commandLine(_ process: RunningProcess) -> String {
        let text = try? reader.read(process.path("cmdline")) { text in
            var command: [UInt8] = []
            let bytes = text.rest
            for index in bytes.indices.prefix(Self.longestCommand) {
                command.append(bytes[index] == 0 ? 0x20 : bytes[index])
            }
            // The last argument ends in a NUL too.
            while command.last == 0x20 { command.removeLast() }
            return String(decoding: command, as: UTF8.self)
        }
        return text ?? ""
    }
}
