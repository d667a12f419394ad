import Glibc

/// The cursor files that the original Rogue left beside its RRD files: one decimal timestamp each, if all went well.
package struct OriginalCursors: Sendable {
    private let prefix: Prefix
    /// `.pos` of the forwarder, `-csv.pos` of the exporter.
    package let suffix: String
    private let now: WallClock

    package init(_ prefix: Prefix, suffix: String, now: WallClock = .now) {
        self.prefix = prefix
        self.suffix = suffix
        self.now = now
    }

    /// The cursors that make sense.
    ///
    /// `None`, nothing, garbage and times to come, all of which the original could leave behind, are no cursors.
    package func read() throws(StorageError) -> [MetricName: Timestamp] {
        var cursors: [MetricName: Timestamp] = [:]
        for metric in try prefix.metrics() where metric.tags.isEmpty {
            guard let time = time(in: prefix.file(metric.base + suffix)) else { continue }
            cursors[metric] = time
        }
        return cursors
    }

    private func time(in path: String) -> Timestamp? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        guard bytes.count < 64, let text = String(validating: bytes, as: UTF8.self),
            let seconds = Double(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")),
            seconds >= 1, seconds <= Double(now.seconds)
        else { return nil }
        return Timestamp(Int(seconds))
    }
}
