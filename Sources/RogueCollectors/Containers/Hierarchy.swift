import Glibc

/// Where the control groups are: one tree (v2), or one for each controller (v1).
struct Hierarchy {
    let isUnified: Bool
    /// Whether systemd services count too.
    private let services: Bool
    /// Below the root of /sys, by the controller's name; of v2 the same for all.
    private let folders: [String: String]

    /// What stands for the one tree among the controllers; in a hybrid machine it has the pressure, and the others the rest.
    static let unified = "unified"
    private static let controllers = ["cpu", "cpuacct", "memory", "blkio", "pids"]
    private static let deepest = 10
    /// More groups than these are left out.
    private static let limit = 500

    /// `nil` where no hierarchy is mounted.
    init?(sys: String, services: Bool) {
        self.services = services
        let root = "fs/cgroup"
        isUnified = access("\(sys)/\(root)/cgroup.controllers", F_OK) == 0
        if isUnified {
            folders = Dictionary(uniqueKeysWithValues: (Self.controllers + [Self.unified]).map { ($0, root) })
            return
        }
        var found: [String: String] = [:]
        for name in Self.controllers {
            let candidates = ["\(root)/\(name)", "\(root)/cpu,cpuacct", "\(root)/cpuacct,cpu"]
            let suitable = name.hasPrefix("cpu") ? candidates : [candidates[0]]
            found[name] = suitable.first { access("\(sys)/\($0)/cgroup.procs", F_OK) == 0 }
        }
        guard !found.isEmpty else { return nil }
        found[Self.unified] = root + "/unified"
        folders = found
    }

    /// The path of a group's file, below the root of /sys; `nil` where the controller is not there.
    func file(_ controller: String, _ group: ControlGroup, _ file: String) -> String? {
        guard let folder = folders[controller] else { return nil }
        return group.path.isEmpty ? "\(folder)/\(file)" : "\(folder)/\(group.path)/\(file)"
    }

    /// The containers there are, and the services if asked for; of two with one name the first.
    func groups(_ reader: FolderReader) -> [ControlGroup] {
        var groups: [ControlGroup] = []
        if let root = ["memory", "cpuacct", "cpu", "pids"].compactMap({ folders[$0] }).first {
            if isOwn(root, reader) { groups.append(ControlGroup(own: "")) }
            search(root, "", depth: 0, reader, &groups)
        }
        var names: Set<String> = []
        return groups.filter { names.insert($0.name).inserted }
    }

    /// Whether the root of the tree that is seen is not that of the machine: then it is this container's own.
    private func isOwn(_ root: String, _ reader: FolderReader) -> Bool {
        // cgroup-v2: cgroup.events is in all groups but the root; v1: release_agent is in the root only.
        let file = "\(root)/\(isUnified ? "cgroup.events" : "release_agent")"
        do throws(FolderReader.Failure) {
            try reader.read(file) { _ in }
            return isUnified
        } catch {
            return error == .gone && !isUnified && !reader.exists(file)
        }
    }

    private func search(
        _ root: String,
        _ path: String,
        depth: Int,
        _ reader: FolderReader,
        _ groups: inout [ControlGroup]
    ) {
        guard depth < Self.deepest else { return }
        var names: [String] = []
        try? reader.forEachEntry(path.isEmpty ? root : "\(root)/\(path)") { name, isFolder in
            if isFolder, let text = name.text { names.append(text) }
        }
        for name in names.sorted() where groups.count < Self.limit {
            let inner = path.isEmpty ? name : "\(path)/\(name)"
            let group = ControlGroup(folder: name, path: inner)
            // A user's session has the same services as the next user's: of these only the containers count.
            if let group, group.isContainer || services && !path.contains(".service") { groups.append(group) }
            if group?.isContainer != true { search(root, inner, depth: depth + 1, reader, &groups) }
        }
    }
}
