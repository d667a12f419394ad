import Glibc

/// A folder of /sys, whose entries come and go.
struct Folder {
    let path: String

    /// The names of what is in it, in order; none where it is not there.
    func names() -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The one line of text that a file in it holds, if that can be a tag.
    func line(_ name: String) -> String? {
        let file = OptionalFile(path + "/" + name)
        return try? file.read { text in
            let start = text
            guard text.nextLine() else { return nil }
            return InstanceName.label(text.bytes(since: start).extracting(droppingLast: 1))
        }
    }

    /// The last part of what a symbolic link in it points to.
    func target(_ name: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 1_024)
        let count = readlink(path + "/" + name, &bytes, bytes.count)
        guard count > 0, count < bytes.count else { return nil }
        let parts = bytes[..<count].map { UInt8(bitPattern: $0) }.split(separator: UInt8(ascii: "/"))
        let last = Array(parts.last ?? [])
        return InstanceName.label(last.span)
    }
}
