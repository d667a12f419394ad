/// What comes and goes below a folder, as text.
extension FolderReader {
    /// The names of what is in a folder, in order; none where it is not there.
    func names(_ path: String) -> [String] {
        var names: [String] = []
        try? forEachEntry(path) { name, _ in
            if let text = name.text { names.append(text) }
        }
        return names.sorted()
    }

    /// The one line of text that a file holds, if that can be a tag.
    func line(_ path: String) -> String? {
        let text: String?? = try? read(path) { text in
            guard let line = text.line() else { return nil }
            return InstanceName.label(line.extracting(droppingLast: 1))
        }
        return text ?? nil
    }

    /// The last part of what a symbolic link points to, if that can be a tag.
    func target(_ path: String) -> String? {
        let name: String?? = try? readLink(path) { target in
            var start = target.count
            while start > 0, target[start - 1] != UInt8(ascii: "/") { start -= 1 }
            return InstanceName.label(target.extracting(start...))
        }
        return name ?? nil
    }
}
