import Rogue

/// What NFS mounts have read, written and asked their servers: /proc/self/mountstats, which asks no server.
struct NFSMounts {
    private let path: String
    private let file: OptionalFile
    private var mounts = Instances<NFSMount>()

    init(_ machine: Machine) {
        path = machine.proc + "/self/mountstats"
        file = OptionalFile(path)
    }

    /// Appends the counters of each mount; of none, where the file is not what it has to be.
    mutating func read(into readings: inout [Reading]) {
        _ = try? file.read { text throws(ProcError) in
            try readings.appendAll { readings throws(ProcError) in try read(&text, into: &readings) }
        }
    }

    private mutating func read(_ text: inout ByteScanner, into readings: inout [Reading]) throws(ProcError) {
        var count = 0
        defer { mounts.keep(first: count) }
        while !text.isAtEnd {
            let isMount = isMount(&text, at: count)
            guard text.nextLine(), !isMount || readMount(&text, at: count, into: &readings) else {
                throw ProcError(path, "a line is cut, or unknown")
            }
            if isMount { count += 1 }
        }
    }

    /// Whether the line is `device HOST:/PATH mounted on /MOUNT with fstype nfs4 …`; a mount over another is left out.
    private mutating func isMount(_ text: inout ByteScanner, at line: Int) -> Bool {
        guard text.skip("device "), text.word() != nil, text.skip(" mounted on "), let path = text.word(),
            text.skip(" with fstype nfs ") || text.skip(" with fstype nfs4 ")
        else { return false }
        if mounts.isKnown(path, at: line) { return true }
        guard let name = InstanceName.label(path) else { return false }
        let mount = String(validating: InstanceName.unescaped(path), as: UTF8.self) ?? name
        return mounts.add(NFSMount(mount), named: name, at: line)
    }

    /// Reads what belongs to a mount: the lines that begin with a tab.
    private mutating func readMount(
        _ text: inout ByteScanner,
        at line: Int,
        into readings: inout [Reading]
    ) -> Bool {
        mounts[line].begin()
        defer { mounts[line].end() }
        var isOperation = false
        while text.skip("\t") {
            if isOperation {
                guard mounts[line].readOperation(&text, into: &readings) else { return false }
            } else if text.skip("bytes:") {
                guard mounts[line].readBytes(&text, into: &readings) else { return false }
            } else {
                isOperation = text.skip("per-op statistics")
                guard text.nextLine() else { return false }
            }
        }
        return true
    }
}
