/// A control group that is sampled: a container's, a systemd service's, or the one that this program is in.
struct ControlGroup: Hashable {
    /// What the tag `container` says, where no better name is known.
    let name: String
    /// A container's 64 digits.
    let id: String?
    /// Its path below the root of the hierarchy; empty for the root itself.
    let path: String

    /// The container or service that a folder of the hierarchy stands for, `nil` where it is neither.
    ///
    /// A container's folder ends in its 64 hexadecimal digits: `docker-ID.scope`, `libpod-ID.scope`,
    /// `cri-containerd-ID.scope`, or `ID` itself below `docker` or `kubepods`.
    init?(folder: String, path: String) {
        let trimmed = folder.hasSuffix(".scope") ? folder.dropLast(6) : folder[...]
        let digits = trimmed.suffix(64)
        if digits.count == 64, digits.utf8.allSatisfy({ $0.hexadecimalDigit != nil }) {
            let front = trimmed.dropLast(64)
            // conmon is the program that watches a container, in a group of its own.
            guard front.last.map({ $0 == "-" || $0 == ":" }) ?? true, !front.contains("conmon") else { return nil }
            name = String(digits.prefix(12))
            id = String(digits)
        } else if folder.hasSuffix(".service"), folder != ".service" {
            name = folder
            id = nil
        } else {
            return nil
        }
        self.path = path
    }

    /// The group that the program itself is in, as it is seen in a container.
    init(own path: String) {
        name = "self"
        id = nil
        self.path = path
    }

    /// Whether it is a container, with processes that may have a network of their own.
    var isContainer: Bool { !name.hasSuffix(".service") }
}
