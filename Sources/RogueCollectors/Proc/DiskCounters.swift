/// The numbers after a device's name in /proc/diskstats: Documentation/admin-guide/iostats.rst.
struct DiskCounters {
    /// Milliseconds are 32 bits wide, and a sector is 512 bytes, whatever the disk's own are.
    enum Field: Int, CaseIterable {
        case reads, readsMerged, readSectors, readTime
        case writes, writesMerged, writeSectors, writeTime
        case inFlight, ioTime, weightedTime
        // Since Linux 4.18.
        case discards, discardsMerged, discardSectors, discardTime
        // Since Linux 5.5.
        case flushes, flushTime
    }

    /// In the order of the file; what an old kernel does not say is 0.
    private(set) var fields = InlineArray<17, UInt64>(repeating: 0)
    /// How many of them the kernel has.
    let count: Int

    static let sectorSize: UInt64 = 512

    subscript(field: Field) -> UInt64 { fields[field.rawValue] }

    /// Whether the device has never done anything.
    var isIdle: Bool { self[.reads] == 0 && self[.writes] == 0 && self[.discards] == 0 }

    /// Those that only grow: all but the requests in flight.
    var growing: InlineArray<17, UInt64> {
        var growing = fields
        growing[Field.inFlight.rawValue] = 0
        return growing
    }

    /// Reads the rest of a line, if it has the eleven numbers that each kernel since 2.6 has.
    init?(_ text: inout ByteScanner) {
        guard let count = text.numbers(keeping: &fields), count > Field.weightedTime.rawValue else { return nil }
        self.count = min(count, fields.count)
    }
}
