/// The file systems that are mounted, each once.
struct MountTable {
    private let file: ProcFile
    /// Whether the kernel tells where something has changed.
    private let isToldOfChanges: Bool
    /// The text of the last look: it is read again only where it has changed.
    private var text: [UInt8] = []
    /// In the order in which they were mounted.
    private(set) var mounts: [Mount] = []

    /// When it was last read.
    private var read: ContinuousClock.Instant?

    /// More file systems than these are left out.
    private static let limit = 1_000
    /// What the kernel does not tell of, that an error has made a file system read-only, is noticed so much later.
    private static let oldest = Duration.seconds(10)

    init(_ path: String) throws(ProcError) {
        file = try ProcFile(path)
        isToldOfChanges = file.isMadeUp
    }

    /// Takes a look; answers whether anything has changed.
    mutating func refresh() throws(ProcError) -> Bool {
        let now = ContinuousClock.now
        if isToldOfChanges, let read, now - read < Self.oldest, file.isKnownUnchanged { return false }
        let known = text
        let changed = try file.read { text throws(ProcError) -> (text: [UInt8], mounts: [Mount])? in
            guard !text.rest.equals(known) else { return nil }
            let now = text.rest.array
            return (now, Self.chosen(try Self.mounts(&text, of: file)))
        }
        read = now
        guard let changed else { return false }
        (text, mounts) = changed
        return true
    }

    private static func mounts(_ text: inout ByteScanner, of file: ProcFile) throws(ProcError) -> [Mount] {
        var mounts: [Mount] = []
        var number = 1
        while !text.isAtEnd {
            guard let mount = Mount(&text) else { throw file.malformed("line \(number) is cut, or not a mount's") }
            mounts.append(mount)
            number += 1
        }
        return mounts
    }

    /// Of several mounts at one point the last, which hides the others; of several of one file system the one with the
    /// shortest path, as df(1) has it.
    private static func chosen(_ mounts: [Mount]) -> [Mount] {
        var top: [String: Int] = [:]
        for (index, mount) in mounts.enumerated() { top[mount.point] = index }
        var shortest: [String: Int] = [:]
        for (index, mount) in mounts.enumerated() where top[mount.point] == index && mount.isReal && mount.isPlain {
            let known = shortest[mount.device].map { mounts[$0].point.utf8.count } ?? .max
            if mount.point.utf8.count < known { shortest[mount.device] = index }
        }
        return shortest.values.sorted().prefix(limit).map { mounts[$0] }
    }
}

extension Mount {
    /// Whether its path is text: the system could not be asked for one that was repaired, or has a NUL in it.
    fileprivate var isPlain: Bool { !point.unicodeScalars.contains { $0 == "\u{FFFD}" || $0 == "\0" } }
}
