package import Rogue

/// What the whole physical disks together have read and written since the machine started.
///
/// psutil's per-disk counters, added up; never those of a partition, loop, md, dm, zram or ram device, whose traffic the
/// disks below have counted already. A machine without such a disk has no readings. The kernel keeps a disk's
/// milliseconds in 32 bits, so that 49 days of reading take them back to 0: one slot of DiskReadTime is unknown then.
package struct RogueDisk: Collector {
    package static let name = "rogue-disk"
    package static let readBytes = Metric(
        MetricName("DiskReadBytes"),
        .counter,
        unit: "bytes/s",
        summary: "Read from all whole physical disks."
    )
    package static let writeBytes = Metric(
        MetricName("DiskWriteBytes"),
        .counter,
        unit: "bytes/s",
        summary: "Written to all whole physical disks."
    )
    package static let readTime = Metric(
        MetricName("DiskReadTime"),
        .counter,
        unit: "ms/s",
        summary: "Time that reads took, of all whole physical disks."
    )
    package static let writeTime = Metric(
        MetricName("DiskWriteTime"),
        .counter,
        unit: "ms/s",
        summary: "Time that writes took, of all whole physical disks."
    )

    private let diskstats: ProcFile
    private var devices: BlockDevices

    /// Opens the source.
    package init(_ machine: Machine) throws {
        diskstats = try ProcFile(machine.proc + "/diskstats")
        devices = try BlockDevices(sys: machine.sys)
    }

    /// Appends the bytes and milliseconds that all disks together spent reading and writing.
    package mutating func collect(into readings: inout [Reading]) throws {
        let sums = try diskstats.read { text throws(ProcError) in try total(&text) }
        guard sums.disks > 0 else { return }
        guard
            let readBytes = sums.readBytes.value, let writeBytes = sums.writeBytes.value,
            let readTime = sums.readTime.value, let writeTime = sums.writeTime.value
        else { throw diskstats.malformed("the disks' counters do not add up to 64 bits") }
        readings.append(Reading(Self.readBytes, readBytes))
        readings.append(Reading(Self.writeBytes, writeBytes))
        readings.append(Reading(Self.readTime, readTime))
        readings.append(Reading(Self.writeTime, writeTime))
    }

    private mutating func total(_ text: inout ByteScanner) throws(ProcError) -> DiskSums {
        var sums = DiskSums()
        var index = 0
        while !text.isAtEnd {
            guard
                text.number() != nil, text.number() != nil, let name = text.word(),
                let isPhysical = try devices.isPhysical(name, at: index),
                isPhysical ? sums.add(&text) : text.nextLine()
            else { throw diskstats.malformed("line \(index + 1) is cut, or not a device's") }
            index += 1
        }
        return sums
    }
}

/// The counters of some disks, added up.
private struct DiskSums {
    var disks = 0
    var readBytes = ExactSum()
    var writeBytes = ExactSum()
    var readTime = ExactSum()
    var writeTime = ExactSum()

    /// Adds the numbers that follow a disk's name, if they are all there: Documentation/admin-guide/iostats.rst.
    ///
    /// 1 reads, 2 merged, 3 sectors, 4 ms; 5 writes, 6 merged, 7 sectors, 8 ms; three more since Linux 2.6, and more.
    mutating func add(_ text: inout ByteScanner) -> Bool {
        var fields = InlineArray<8, UInt64>(repeating: 0)
        guard let count = text.numbers(keeping: &fields), count >= 11 else { return false }
        disks += 1
        // A sector is 512 bytes here, whatever the disk's own are.
        readBytes.add(fields[2], times: 512)
        readTime.add(fields[3])
        writeBytes.add(fields[6], times: 512)
        writeTime.add(fields[7])
        return true
    }
}
