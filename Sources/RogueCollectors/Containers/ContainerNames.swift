import Rogue

/// What containers are called by those who run them: Docker, Podman or CRI-O, and containerd, as far as this program may
/// read their files.
struct ContainerNames {
    private let run: FolderReader?
    private let lib: FolderReader?

    private static let tasks = "containerd/io.containerd.runtime.v2.task"

    init(_ machine: Machine) {
        run = try? FolderReader(machine.run)
        lib = try? FolderReader(machine.lib)
    }

    /// The name of the container with these 64 digits, if it is known and can be a tag.
    func name(of id: String) -> String? {
        let name = docker(id) ?? podman(id) ?? containerd(id)
        return name.flatMap { InstanceName.label(Array($0.utf8).span) }
    }

    /// `"Name":"/web"`.
    private func docker(_ id: String) -> String? {
        var text = json("docker/containers/\(id)/config.v2.json", lib)
        return try? text?.string(at: ["Name"]).map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
    }

    /// `[{"id":"…","names":["web"],…},…]`, which CRI-O keeps as well.
    private func podman(_ id: String) -> String? {
        var text = json("containers/storage/overlay-containers/containers.json", lib)
        return try? text?.firstName(of: id)
    }

    /// What nerdctl, or Kubernetes, notes in the container's own configuration.
    private func containerd(_ id: String) -> String? {
        guard let run else { return nil }
        for namespace in run.names(Self.tasks) {
            guard let text = json("\(Self.tasks)/\(namespace)/\(id)/config.json", run) else { continue }
            func annotation(_ key: String) -> String? {
                var copy = text
                return try? copy.string(at: ["annotations", key])
            }
            if let name = annotation("nerdctl/name") { return name }
            guard let name = annotation("io.kubernetes.cri.container-name") else { return nil }
            return [annotation("io.kubernetes.cri.sandbox-name"), name].compactMap(\.self).joined(separator: "/")
        }
        return nil
    }

    /// What a file says, where it is whole.
    private func json(_ path: String, _ reader: FolderReader?) -> JSONText? {
        guard let text = try? reader?.read(path, { text in JSONText(text.rest.array[...]) }) else { return nil }
        var copy = text
        return (try? copy.skipValue()) != nil && copy.isAtEnd ? text : nil
    }
}

extension JSONText {
    /// The text that the keys lead to, from object to object; `nil` where there is none.
    fileprivate mutating func string(at keys: [String]) throws(LineFault) -> String? {
        for key in keys where try !enters(key) { return nil }
        return isAtString ? try string() : nil
    }

    /// Goes to the value of a key of the object that follows; `false` where it has none.
    private mutating func enters(_ key: String) throws(LineFault) -> Bool {
        guard takes("{") else { return false }
        var next = try firstKey()
        while let name = next {
            if name == key { return true }
            try skipValue()
            next = try nextKey()
        }
        return false
    }

    /// Of a list of objects with `id` and `names`, the first name of the one with this `id`.
    fileprivate mutating func firstName(of id: String) throws(LineFault) -> String? {
        guard takes("[") else { return nil }
        repeat {
            guard takes("{") else { return nil }
            var (isIt, first): (Bool, String?) = (false, nil)
            var key = try firstKey()
            while let name = key {
                switch name {
                case "id" where isAtString: isIt = try string() == id
                case "names": first = try firstOfList()
                default: try skipValue()
                }
                key = try nextKey()
            }
            if isIt { return first }
        } while takes(",")
        return nil
    }

    /// The first text of the list that follows, which is passed over.
    private mutating func firstOfList() throws(LineFault) -> String? {
        var copy = self
        try skipValue()
        return copy.takes("[") && copy.isAtString ? try copy.string() : nil
    }
}
