import Crrd
import Glibc

/// What the header of an RRD file says, checked so far that librrd can be trusted with the file.
///
/// librrd maps the file and believes its header: a `cur_row` beyond the archive makes it read outside the mapping. So
/// every file is looked at here first. The layout is that of `rrd_format.h`, LP64, the same on x86-64 and arm64.
package struct RoundRobinHeader: Hashable, Sendable {
    /// Seconds of the smallest step.
    package let step: Int
    /// The time of the latest update.
    package let lastUpdate: Int
    package let source: DataSource
    package let archives: [RoundRobinArchive]
    /// Where in the file the latest row of each archive is, in bytes.
    let latestRows: [Int]

    /// The average archive with the smallest rows: the one that holds what was sampled.
    package var finest: RoundRobinArchive? {
        archives.filter { $0.function == .average }.min { $0.stepsPerRow < $1.stepsPerRow }
    }
}

extension RoundRobinHeader {
    /// Sizes of `stat_head`, `ds_def`, `rra_def`, `live_head`, `pdp_prep`, `cdp_prep` and `rra_ptr`.
    private enum Size {
        static let (stat, source, archive, live, pdp, cdp, pointer) = (128, 120, 120, 16, 112, 80, 8)
    }

    /// The most archives that a file may have: a limit against headers of garbage, far above any real one.
    private static let mostArchives = 64
    private static let mostRows = 1 << 32

    /// The bytes that a header can have at most.
    private static var longest: Int { size(archives: mostArchives) }

    /// The bytes of a file that has these archives and one data source.
    package static func fileSize(_ archives: [RoundRobinArchive]) -> Int {
        archives.reduce(size(archives: archives.count)) { $0 + $1.rows * 8 }
    }

    /// The bytes of a header.
    private static func size(archives: Int) -> Int {
        Size.stat + Size.source + Size.live + Size.pdp + archives * (Size.archive + Size.cdp + Size.pointer)
    }

    /// The bytes of a header, and some of the rows behind it.
    ///
    /// One page holds the header of 17 archives. Nothing is read ahead: see ``RoundRobinFile/dropCache()``.
    static func bytes(of descriptor: CInt) -> [UInt8] {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM)
        let page = bytes(of: descriptor, upTo: 4_096)
        let archives = page.count >= Size.stat ? page.span.bytes.count(at: 32, upTo: mostArchives) ?? 0 : 0
        return size(archives: archives) <= page.count ? page : bytes(of: descriptor, upTo: longest)
    }

    private static func bytes(of descriptor: CInt, upTo size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
    }

    /// Where in the header the part is that updates change: behind the definitions, before the rows.
    static func liveExtent(_ bytes: [UInt8], path: String) throws(RoundRobinError) -> Range<Int> {
        let header = bytes.span.bytes
        guard bytes.count >= Size.stat, header.count(at: 24, upTo: 1) == 1,
            let archives = header.count(at: 32, upTo: mostArchives)
        else { throw RoundRobinError(.read, path, .unusable, "not an RRD file with one data source") }
        let start = Size.stat + Size.source + archives * Size.archive
        let end = start + Size.live + Size.pdp + archives * (Size.cdp + Size.pointer)
        guard bytes.count >= end else { throw RoundRobinError(.read, path, .unusable, "cut within its header") }
        return start..<end
    }

    /// Why the bytes are no header.
    struct Damage: Error {
        let reason: String
        fileprivate init(_ reason: String) { self.reason = reason }
    }

    init(_ bytes: RawSpan, fileSize: Int) throws(Damage) {
        guard bytes.text(at: 0, 4) == "RRD", bytes.byteCount >= Size.stat else { throw Damage("not an RRD file") }
        guard ["0003", "0004", "0005"].contains(bytes.text(at: 4, 5)) else {
            throw Damage("an RRD file of unknown version \(bytes.text(at: 4, 5))")
        }
        guard bytes.double(at: 16) == 8.642135e130 else { throw Damage("an RRD file of another architecture") }
        guard let sources = bytes.count(at: 24, upTo: 1 << 20), let archives = bytes.count(at: 32, upTo: 1 << 20),
            let step = bytes.count(at: 40, upTo: 1 << 40), sources > 0, archives > 0, step > 0
        else { throw Damage("the header of the RRD file is damaged") }
        guard sources == 1 else { throw Damage("an RRD file with \(sources) data sources, where one is expected") }
        guard archives <= Self.mostArchives else { throw Damage("an RRD file with \(archives) archives") }

        let live = Size.stat + Size.source + archives * Size.archive
        let pointers = live + Size.live + Size.pdp + archives * Size.cdp
        let data = pointers + archives * Size.pointer
        guard bytes.byteCount >= data else { throw Damage("the RRD file is cut within its header") }
        self.step = step
        self.source = try Self.source(bytes)
        var (found, latestRows): ([RoundRobinArchive], [Int]) = ([], [])
        var end = data
        for index in 0..<archives {
            let (archive, current) = try Self.archive(bytes, index, pointers: pointers)
            found.append(archive)
            latestRows.append(end + current * 8)
            end += archive.rows * 8
        }
        guard fileSize >= end else { throw Damage("the RRD file is cut: \(fileSize) of \(end) bytes") }
        self.archives = found
        self.latestRows = latestRows
        guard let last = bytes.count(at: live, upTo: 1 << 40) else { throw Damage("its last update time is absurd") }
        self.lastUpdate = last
    }

    private static func source(_ bytes: RawSpan) throws(Damage) -> DataSource {
        let kind = bytes.text(at: Size.stat + 20, 20)
        guard let kind = DataSource.Kind(rawValue: kind) else {
            throw Damage("its data source is a \(kind), where GAUGE or DERIVE is expected")
        }
        guard let heartbeat = bytes.count(at: Size.stat + 40, upTo: .max) else {
            throw Damage("its heartbeat is absurd")
        }
        let bounds = [bytes.double(at: Size.stat + 48), bytes.double(at: Size.stat + 56)].map { $0.isNaN ? nil : $0 }
        return DataSource(
            name: bytes.text(at: Size.stat, 20),
            kind: kind,
            heartbeat: heartbeat,
            minimum: bounds[0],
            maximum: bounds[1]
        )
    }

    /// An archive, and the row of it that was written last.
    private static func archive(
        _ bytes: RawSpan,
        _ index: Int,
        pointers: Int
    ) throws(Damage) -> (archive: RoundRobinArchive, current: Int) {
        let definition = Size.stat + Size.source + index * Size.archive
        guard let rows = bytes.count(at: definition + 24, upTo: mostRows), rows > 0,
            let steps = bytes.count(at: definition + 32, upTo: 1 << 30), steps > 0,
            let current = bytes.count(at: pointers + index * Size.pointer, upTo: mostRows), current < rows
        else { throw Damage("archive \(index) of the RRD file is damaged") }
        // Other functions (Holt-Winters) are left to librrd; their rows count in the size alone.
        let function = RoundRobinArchive.Function(rawValue: bytes.text(at: definition, 20)) ?? .last
        return (RoundRobinArchive(function: function, stepsPerRow: steps, rows: rows), current)
    }
}

extension RawSpan {
    /// The text in a field of `width` bytes, up to its first NUL; bytes outside of ASCII show as `?`.
    fileprivate func text(at offset: Int, _ width: Int) -> String {
        var text = ""
        for index in offset..<offset + width where index < byteCount {
            let byte = unsafeLoad(fromByteOffset: index, as: UInt8.self)
            guard byte != 0 else { break }
            text.unicodeScalars.append((0x20..<0x7f).contains(byte) ? Unicode.Scalar(byte) : "?")
        }
        return text
    }

    /// The unsigned number at `offset`, or `nil` where it is beyond `limit`: a damaged field.
    fileprivate func count(at offset: Int, upTo limit: Int) -> Int? {
        let value = unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return value <= UInt64(limit) ? Int(value) : nil
    }

    fileprivate func double(at offset: Int) -> Double {
        unsafeLoadUnaligned(fromByteOffset: offset, as: Double.self)
    }
}
