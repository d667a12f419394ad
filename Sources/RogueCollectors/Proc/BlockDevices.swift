import Glibc

/// Tells whole physical disks from everything else that /proc/diskstats lists.
///
/// A whole disk has `/sys/block/NAME`, which a partition has not, and a physical one `/sys/block/NAME/device`: the bus
/// it hangs on, which loop, md, dm (LVM, crypt, multipath), zram and ram devices have not. A hidden one is a single
/// path to an NVMe disk whose traffic is counted on the disk itself.
struct BlockDevices {
    private struct Entry {
        let name: [UInt8]
        let isPhysical: Bool

        func names(_ other: Span<UInt8>) -> Bool {
            guard name.count == other.count else { return false }
            for index in name.indices where name[index] != other[index] { return false }
            return true
        }
    }

    private let folder: String
    /// What was found out about each line of the last tick: a line is looked up again only when its name has changed.
    private var entries: [Entry] = []

    /// The kernel's own limit is 32 (DISK_NAME_LEN), and some digits for a partition.
    private static let longestName = 64

    /// The devices in `sys`/block, which has to be there: without it every disk would pass for none.
    init(sys: String) throws(ProcError) {
        folder = sys + "/block"
        guard access(folder, X_OK) == 0 else { throw ProcError(cannotRead: folder, errno: errno) }
    }

    /// Whether the device that the line at `index` names is a whole physical disk; `nil` where that is no device's name.
    mutating func isPhysical(_ name: Span<UInt8>, at index: Int) throws(ProcError) -> Bool? {
        if index < entries.count, entries[index].names(name) { return entries[index].isPhysical }
        guard name.count <= Self.longestName, let text = Self.text(name) else { return nil }
        let entry = Entry(name: Array(text.utf8), isPhysical: try lookUp(text))
        if index < entries.count { entries[index] = entry } else { entries.append(entry) }
        return entry.isPhysical
    }

    /// The name as text, if it is one that a device can have.
    private static func text(_ name: Span<UInt8>) -> String? {
        let bytes = name.withUnsafeBufferPointer { Array($0) }
        // A NUL would end the path early, at another device.
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private func lookUp(_ name: String) throws(ProcError) -> Bool {
        // sysfs writes a slash in a name (cciss/c0d0) as an exclamation mark.
        let device = folder + "/" + String(name.map { $0 == "/" ? "!" : $0 })
        guard access(device + "/device", F_OK) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return false }
            throw ProcError(cannotRead: device + "/device", errno: errno)
        }
        // Kernels before 4.15 hide nothing and have no such file.
        guard access(device + "/hidden", F_OK) == 0 else { return true }
        return try ProcFile(device + "/hidden").read { text in text.number() != 1 }
    }
}
