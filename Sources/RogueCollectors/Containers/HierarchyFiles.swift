import Rogue

/// Reads files of control groups, and what belongs to them in /proc.
final class HierarchyFiles {
    let hierarchy: Hierarchy
    private let sys: FolderReader
    private let proc: FolderReader
    private var devices: [String: String] = [:]

    private static let mostDevices = 1_000
    private static let loopback = Array("lo".utf8)

    init(_ hierarchy: Hierarchy, sys: FolderReader, proc: FolderReader) {
        self.hierarchy = hierarchy
        self.sys = sys
        self.proc = proc
    }

    /// Calls `body` with what a file of a group says, where there is one.
    func read(_ controller: String, _ group: ControlGroup, _ file: String, _ body: (inout ByteScanner) -> Void) {
        guard let path = hierarchy.file(controller, group, file) else { return }
        try? sys.read(path, body)
    }

    /// The number that a file consists of; `nil` where it is none, such as `max`.
    func number(_ controller: String, _ group: ControlGroup, _ file: String) -> UInt64? {
        var number: UInt64?
        read(controller, group, file) { number = $0.number() }
        return number
    }

    /// The name of the device `8:0`, or that number where it has none.
    func deviceName(_ number: String) -> String {
        if let known = devices[number] { return known }
        var name = number
        try? sys.read("dev/block/\(number)/uevent") { text in
            while !text.isAtEnd {
                if text.skip("DEVNAME="), let word = text.word() {
                    name = InstanceName.label(word) ?? number
                    return
                }
                _ = text.nextLine()
            }
        }
        if devices.count < Self.mostDevices { devices[number] = name }
        return name
    }

    /// Bytes, packets, errors and drops received, and the same sent, by the interfaces of the group's network, lo aside.
    ///
    /// `nil` where it has no network of its own, or it may not be known.
    func network(of group: ControlGroup) -> [UInt64]? {
        guard
            let process = firstProcess(of: group),
            let theirs = namespace(of: "\(process)"), let ours = namespace(of: "self"), theirs != ours
        else { return nil }
        var sums: [UInt64]?
        try? proc.read("\(process)/net/dev") { sums = Self.sums(&$0) }
        return sums
    }

    private func firstProcess(of group: ControlGroup) -> UInt64? {
        var process: UInt64?
        // Processes of another namespace of processes are written as 0.
        let controller = hierarchy.isUnified ? "memory" : "pids"
        read(controller, group, "cgroup.procs") { process = $0.number() }
        if let process, process > 0 { return process }
        // In v2 they may all be in a group below it, as podman has it.
        guard let folder = hierarchy.file(controller, group, "container/cgroup.procs") else { return nil }
        try? sys.read(folder) { process = $0.number() }
        return process.flatMap { $0 > 0 ? $0 : nil }
    }

    private func namespace(of process: String) -> [UInt8]? {
        try? proc.readLink("\(process)/ns/net") { $0.array }
    }

    private static func sums(_ text: inout ByteScanner) -> [UInt64]? {
        guard text.nextLine(), text.nextLine() else { return nil }
        var sums = Array(repeating: ExactSum(), count: 8)
        while !text.isAtEnd {
            var fields = InlineArray<16, UInt64>(repeating: 0)
            guard let name = text.interface(&fields) else { return nil }
            if name.equals(loopback) { continue }
            for index in 0..<4 {
                sums[index].add(fields[index])
                sums[index + 4].add(fields[index + 8])
            }
        }
        let values = sums.compactMap(\.value)
        return values.count == 8 ? values : nil
    }
}
