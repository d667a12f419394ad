import Glibc
import RoundRobin

/// The RRD file of a series, while samples are added to it.
struct HistoryFile {
    let file: RoundRobinFile
    private let series: Series
    /// What updates will change of its header, as it was when it was opened.
    let image: HeaderImage
    /// The time of the latest update.
    private(set) var last: Timestamp

    /// Whether it was made just now.
    let isNew: Bool
    /// Where a damaged file was moved to.
    let quarantined: String?

    /// Continues the file, or makes it as if last updated one step before `first`.
    ///
    /// The pages for so many samples are read `ahead`, which pays where they have not been used for a while.
    /// One that is no RRD file any more is moved aside to `NAME.rrd.corrupt-TIME` and made anew.
    init(_ series: Series, _ prefix: Prefix, first: Timestamp, ahead count: Int) throws {
        self.series = series
        file = RoundRobinFile(path: prefix.file(series.path))
        do {
            let look = try file.headerAndImage(expecting: count)
            let isChanged = try Self.adopt(file, look.header, for: series)
            image = isChanged ? try file.headerImage() : look.image
            last = Timestamp(look.header.lastUpdate)
            (isNew, quarantined) = (false, nil)
        } catch {
            let code = (error as? RoundRobinError)?.code
            guard code == .missing || code == .unusable else { throw error }
            isNew = true
            quarantined = code == .unusable ? try MovedAside.move(file.path, to: "corrupt", at: first) : nil
            last = first - series.step
            try Prefix.makeFolder(of: file.path)
            try file.create(
                step: series.step,
                lastUpdate: last.seconds,
                source: Self.source(of: series),
                archives: series.archives
            )
            image = try file.headerImage()
        }
    }

    /// Checks that a file can be continued at `time`, or made; answers `false` where it has its sample of that time.
    static func check(_ series: Series, _ prefix: Prefix, at time: Timestamp) throws -> Bool {
        let file = RoundRobinFile(path: prefix.file(series.path))
        do {
            let header = try file.header()
            try check(file, header, for: series)
            guard header.lastUpdate <= time.seconds else {
                throw StorageError("store", file.path, "its latest row, \(header.lastUpdate), is in the future")
            }
            return header.lastUpdate < time.seconds
        } catch let error as RoundRobinError {
            guard error.code == .missing || error.code == .unusable else { throw error }
            return true
        }
    }

    private static func check(_ file: RoundRobinFile, _ header: RoundRobinHeader, for series: Series) throws {
        guard header.step == series.step else {
            throw StorageError("continue", file.path, "its step is \(header.step) s, the interval is \(series.step) s")
        }
        let (kind, wanted) = (header.source.kind, source(of: series).kind)
        guard kind == wanted else {
            let reason = "it holds a \(kind.rawValue), \(series.metric.name) is a \(wanted.rawValue)"
            throw StorageError("continue", file.path, reason)
        }
    }

    /// Makes an existing file fit to go on with: also one of the original's, whose counters end at 1 MB/s.
    ///
    /// Answers whether it had to be changed.
    private static func adopt(
        _ file: RoundRobinFile,
        _ header: RoundRobinHeader,
        for series: Series
    ) throws -> Bool {
        try check(file, header, for: series)
        let unlimited = header.source.kind == .derive && header.source.maximum != nil
        guard unlimited || header.source.heartbeat < series.heartbeat else { return false }
        let heartbeat = max(series.heartbeat, header.source.heartbeat)
        try file.tune(header.source.name, heartbeat: heartbeat, unlimited: unlimited)
        return true
    }

    private static func source(of series: Series) -> DataSource {
        switch series.metric.kind {
        case .gauge:
            let range = series.metric.range
            return DataSource(
                kind: .gauge,
                heartbeat: series.heartbeat,
                minimum: range?.lowerBound,
                maximum: range?.upperBound
            )
        case .counter:
            // A counter that was reset has a negative rate: below the minimum, so unknown.
            return DataSource(kind: .derive, heartbeat: series.heartbeat, minimum: 0)
        }
    }

    /// Samples at fault, which librrd did not take.
    struct Refusals: Error, CustomStringConvertible {
        fileprivate(set) var count = 0
        /// librrd's words on the last of them.
        fileprivate(set) var reason = ""

        var description: String { "\(count) samples refused and left out: \(reason)" }
    }

    /// Adds samples in ascending time, those after the latest update; a sample at fault is left out.
    mutating func add(_ samples: [PendingSample]) throws -> Refusals {
        var rest = samples.drop { $0.time <= last }
        var refusals = Refusals()
        while !rest.isEmpty {
            do throws(RoundRobinError) {
                try file.update(updates(for: rest), skippingPast: true)
                last = rest.last?.time ?? last
                rest = []
            } catch {
                guard error.code == .refused else { throw error }
                // Those before the one at fault are in the file.
                last = Timestamp(try file.header().lastUpdate)
                rest = rest.drop { $0.time <= last }.dropFirst()
                refusals = Refusals(count: refusals.count + 1, reason: error.reason)
            }
        }
        return refusals
    }

    /// The updates for librrd.
    ///
    /// librrd would fill a gap that is shorter than the heartbeat with a gauge's next value: it is told that the gap is
    /// unknown. A counter's next value does tell of the gap: its mean rate.
    private func updates(for samples: ArraySlice<PendingSample>) -> RoundRobinUpdates {
        var updates = RoundRobinUpdates(capacity: samples.count + 1)
        var previous = last
        for sample in samples {
            switch series.metric.kind {
            case .gauge:
                if sample.time - series.step > previous {
                    updates.append(nil, at: (sample.time - series.step).seconds)
                }
                updates.append(Double(bitPattern: sample.bits), at: sample.time.seconds)
            case .counter:
                updates.append(sample.bits, at: sample.time.seconds)
            }
            previous = sample.time
        }
        return updates
    }
}
