/// The contents of all files at some moments, of which a power loss leaves any mix.
struct PageMix {
    private let paths: [String]
    private var moments: [[[UInt8]]] = []

    init(_ paths: [String]) {
        self.paths = paths
    }

    /// Keeps the files as they are now.
    mutating func keep() throws {
        moments.append(try paths.map { try Bytes.read($0) ?? [] })
    }

    /// Overwrites each file, in place, by a mix of its pages at two of the moments.
    func write(_ random: inout SeededGenerator) throws {
        // A disk writes pages of 512 bytes or 4 KiB as a whole.
        let page = random.oneIn(2) ? 512 : 4_096
        let earlier = random.number(0...moments.count - 2)
        let later = random.number(earlier + 1...moments.count - 1)
        for (path, (old, new)) in zip(paths, zip(moments[earlier], moments[later])) {
            var mixed = old
            for start in stride(from: 0, to: min(old.count, new.count), by: page) where Bool.random(using: &random) {
                let range = start..<min(start + page, old.count, new.count)
                mixed.replaceSubrange(range, with: new[range])
            }
            try Bytes.write(mixed, to: path)
        }
    }
}
