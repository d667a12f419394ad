import Glibc
import RoundRobin

/// Writes readings into RRD files, one a metric; used by one queue only.
package final class MetricStore {
    package let prefix: Prefix
    /// Seconds between two samples of a metric: the step of every file.
    package let interval: Int
    /// Seconds after which the time between two values of a counter is unknown.
    package let heartbeat: Int
    /// When set, files from before this run are moved aside to `NAME.rrd.bak-TIME` when their metric first appears.
    private let resetTime: Timestamp?
    private var files: [MetricName: OpenFile] = [:]
    private var moved: Set<MetricName> = []

    /// A metric's file, and the time of the latest sample in it.
    private struct OpenFile {
        let file: RoundRobinFile
        var last: Timestamp
    }

    package init(prefix: Prefix, interval: Int, heartbeat: Int, resetTime: Timestamp? = nil) {
        self.prefix = prefix
        self.interval = interval
        self.heartbeat = heartbeat
        self.resetTime = resetTime
    }

    /// Adds a reading; answers `false` where it cannot count: no finite value, or its slot is in the file already.
    package func store(_ reading: Reading, at time: Timestamp) throws -> Bool {
        if case .gauge(let value) = reading.value, !value.isFinite { return false }
        let name = reading.metric.name
        var open = try files[name] ?? open(reading.metric, at: time)
        defer { files[name] = open }
        do {
            guard try append(reading, at: time, to: open) else { return false }
        } catch let error as RoundRobinError where error.code == .missing {
            // Somebody removed the file under the running agent.
            open = try self.open(reading.metric, at: time)
            guard try append(reading, at: time, to: open) else { return false }
        }
        open.last = time
        return true
    }

    private func append(_ reading: Reading, at time: Timestamp, to open: OpenFile) throws -> Bool {
        guard time > open.last else {
            guard time < open.last else { return false }
            throw StorageError("store", open.file.path, "its latest row, \(open.last), is in the future")
        }
        var values = ["\(time):\(reading.value)"]
        // librrd would fill a gap that is shorter than the heartbeat with the gauge's next value. A counter's next
        // value does tell of the gap: the mean rate.
        if case .gauge = reading.value, time - interval > open.last { values.insert("\(time - interval):U", at: 0) }
        try open.file.update(values)
        return true
    }

    /// Continues the metric's file, or makes it where there is none.
    private func open(_ metric: Metric, at time: Timestamp) throws -> OpenFile {
        guard let relative = MetricPath.path(of: metric.name) else {
            throw StorageError("store", "\(metric.name)", "the name cannot be that of a file")
        }
        let file = RoundRobinFile(path: prefix.file(relative))
        try moveAside(metric.name, file)
        do {
            let header = try file.header()
            try adopt(file, header, for: metric)
            return OpenFile(file: file, last: Timestamp(header.lastUpdate))
        } catch let error as RoundRobinError where error.code == .missing {
            try Prefix.makeFolder(of: file.path)
            try file.create(
                step: interval,
                lastUpdate: (time - interval).seconds,
                source: source(of: metric),
                archives: ArchivePolicy.archives(interval: interval)
            )
            return OpenFile(file: file, last: time - interval)
        }
    }

    private func source(of metric: Metric) -> DataSource {
        switch metric.kind {
        case .gauge:
            let range = metric.range
            return DataSource(
                kind: .gauge,
                heartbeat: heartbeat,
                minimum: range?.lowerBound,
                maximum: range?.upperBound
            )
        case .counter:
            // A counter that was reset has a negative rate: below the minimum, so unknown.
            return DataSource(kind: .derive, heartbeat: heartbeat, minimum: 0)
        }
    }

    /// Makes an existing file fit to go on with: also one of the original's, whose counters end at 1 MB/s.
    private func adopt(_ file: RoundRobinFile, _ header: RoundRobinHeader, for metric: Metric) throws {
        guard header.step == interval else {
            throw StorageError("continue", file.path, "its step is \(header.step) s, the interval is \(interval) s")
        }
        let wanted = source(of: metric)
        guard header.source.kind == wanted.kind else {
            let (kind, wanted) = (header.source.kind.rawValue, wanted.kind.rawValue)
            throw StorageError("continue", file.path, "it holds a \(kind), \(metric.name) is a \(wanted)")
        }
        let unlimited = wanted.kind == .derive && header.source.maximum != nil
        guard unlimited || header.source.heartbeat < heartbeat else { return }
        let heartbeat = max(heartbeat, header.source.heartbeat)
        try file.tune(header.source.name, heartbeat: heartbeat, unlimited: unlimited)
    }

    private func moveAside(_ name: MetricName, _ file: RoundRobinFile) throws(StorageError) {
        guard let resetTime, moved.insert(name).inserted else { return }
        var target = "\(file.path).bak-\(resetTime)"
        while access(target, F_OK) == 0 { target += "+" }
        guard rename(file.path, target) == 0 || errno == ENOENT else {
            throw StorageError("move aside", file.path, errno: errno)
        }
    }
}
