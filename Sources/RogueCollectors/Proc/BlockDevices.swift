import Glibc

/// Tells whole physical disks from everything else that /proc/diskstats and /proc/partitions list.
///
/// A whole disk has `/sys/block/NAME`, which a partition has not, and a physical one `/sys/block/NAME/device`: the bus
/// it hangs on, which loop, md, dm (LVM, crypt, multipath), zram and ram devices have not. A hidden one is a single
/// path to an NVMe disk whose traffic is counted on the disk itself.
struct BlockDevices {
    /// What a device is.
    enum Kind {
        /// A whole disk on a bus.
        case physical
        /// A whole device on top of others, or of memory: loop, md, dm, zram.
        case virtual
        /// Something whose traffic is counted on a whole device: a partition, or one path to an NVMe disk.
        case part
    }

    private struct Entry {
        let name: [UInt8]
        let isPhysical: Bool
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
        if index < entries.count, name.equals(entries[index].name) { return entries[index].isPhysical }
        guard name.count <= Self.longestName, let text = Self.text(name) else { return nil }
        let entry = Entry(name: Array(text.utf8), isPhysical: try kind(of: text) == .physical)
        if index < entries.count { entries[index] = entry } else { entries.append(entry) }
        return entry.isPhysical
    }

    /// The name as text, if it is one that a device can have.
    static func text(_ name: Span<UInt8>) -> String? {
        // A NUL would end the path early, at another device.
        for index in name.indices where name[index] <= 0x20 || name[index] >= 0x7F { return nil }
        return name.text
    }

    /// What the device of that name is.
    func kind(of name: String) throws(ProcError) -> Kind {
        // sysfs writes a slash in a name (cciss/c0d0) as an exclamation mark.
        let device = folder + "/" + String(name.map { $0 == "/" ? "!" : $0 })
        guard try Self.exists(device + "/device") else { return try Self.exists(device) ? .virtual : .part }
        // Kernels before 4.15 hide nothing and have no such file.
        guard access(device + "/hidden", F_OK) == 0 else { return .physical }
        return try ProcFile(device + "/hidden").read { text in text.number() == 1 ? .part : .physical }
    }

    private static func exists(_ path: String) throws(ProcError) -> Bool {
        guard access(path, F_OK) != 0 else { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw ProcError(cannotRead: path, errno: errno) }
        return false
    }
}
