package import RoundRobin

/// What an agent would take of the machine, reckoned before it runs.
///
/// Files that are there keep their archives, and count with those.
package struct Plan: Hashable, Sendable {
    /// Metrics whose files are alike, in the order of their appearance.
    package private(set) var groups: [Group] = []
    /// The general interval, in seconds.
    package let interval: Int
    /// How many samples there are in a second.
    private var samplesASecond = 0.0
    /// Seconds between two flushes.
    package let flush: Int
    /// Seconds of processor time that the collectors take in a second.
    private let collecting: Double
    /// How many folders the files are in.
    private let folders: Int

    /// Metrics that get the same archives.
    package struct Group: Hashable, Sendable {
        /// The first of the metrics.
        package let first: MetricName
        fileprivate let kind: Kind
        /// How many metrics there are.
        package fileprivate(set) var series = 1

        /// What is the same of all metrics of a group.
        struct Kind: Hashable, Sendable {
            let interval: Int
            let archives: [RoundRobinArchive]
        }

        /// Seconds between two samples.
        package var interval: Int { kind.interval }
        package var archives: [RoundRobinArchive] { kind.archives }

        /// One of the archives, in the words of a policy.
        package struct Line: Hashable, Sendable {
            /// Seconds between two rows.
            package let step: Int
            package let rows: Int
            /// `average`, `min`, `max` or `last`.
            package let function: String
        }

        /// The archives, the finest first.
        package var lines: [Line] {
            archives.map { Line(step: $0.stepsPerRow * interval, rows: $0.rows, function: $0.function.word) }
        }

        /// Bytes on disk of one metric's file.
        package var bytesOfEach: Int { Plan.onDisk(RoundRobinHeader.fileSize(archives)) }
        /// Bytes on disk of all.
        package var bytes: Int { series * bytesOfEach }
    }

    /// A plan for `metrics`, from which collectors take `collecting` seconds of processor time in a second.
    ///
    /// With a `prefix`, of the files that are there already.
    package init(
        _ metrics: [Survey.Planned],
        _ settings: MetricStore.Settings,
        collecting: Double,
        prefix: Prefix? = nil
    ) {
        interval = settings.interval
        flush = max(settings.flush, settings.interval)
        self.collecting = collecting
        var indices: [Group.Kind: Int] = [:]
        var folders: Set<Substring> = [""]
        for planned in metrics {
            let metric = planned.name
            guard let path = MetricPath.path(of: metric) else { continue }
            for slash in path.indices where path[slash] == "/" { folders.insert(path[..<slash]) }
            let present = prefix.flatMap { try? RoundRobinFile(path: $0.file(path)).header().archives }
            let archives = present ?? settings.archives.archives(of: metric, interval: planned.interval)
            samplesASecond += 1 / Double(planned.interval)
            let kind = Group.Kind(interval: planned.interval, archives: archives)
            if let index = indices[kind] {
                groups[index].series += 1
            } else {
                indices[kind] = groups.count
                groups.append(Group(first: metric, kind: kind))
            }
        }
        self.folders = folders.count
    }

    /// How many metrics there are.
    package var series: Int { groups.reduce(0) { $0 + $1.series } }
    /// Bytes on disk of the files and their folders.
    package var historyBytes: Int { groups.reduce(folders * Self.block) { $0 + $1.bytes } }
    /// Bytes on disk of all that the agent makes.
    package var bytes: Int { historyBytes + journalBytes }

    /// The blocks of file systems, and SQLite's pages.
    private static let block = 4_096

    /// What `du` shows for a file of `bytes`.
    private static func onDisk(_ bytes: Int) -> Int { pages(bytes) * block }

    private static func pages(_ bytes: Int) -> Int { (bytes + block - 1) / block }
}

extension Plan {
    /// How many ticks a flush brings into the files.
    private var ticksAFlush: Int { max(1, flush / interval) }

    /// Bytes on disk of the journal with its write-ahead log and its index, at their largest.
    ///
    /// Fitted to what SQLite leaves for 8 to 20,000 series and 1 to 30 ticks a flush. The reserve is part of it.
    package var journalBytes: Int {
        let archives = groups.reduce(0) { $0 + $1.series * $1.archives.count }
        let catalogue = Self.pages(130 * series + 30 * archives)
        // Live header, pdp_prep, and of each archive cdp_prep and rra_ptr; with what the journal adds to an image.
        let images = Self.pages(160 * series + 88 * archives)
        let tick = 24 + 12 * series
        // Two records of half a page do not share one.
        let pagesATick = tick < Self.block / 2 ? 0 : Self.pages(tick)
        let ticks = pagesATick == 0 ? Self.pages(ticksAFlush * tick) : ticksAFlush * pagesATick
        let framesATick = pagesATick == 0 ? 2 + tick / 2_000 : 2 + pagesATick
        let frames = ticksAFlush * framesATick + images + catalogue + 16
        // At a thousand pages SQLite writes the log back and begins anew, but not within a transaction.
        let log = min(frames, max(1_000, 500 + images + ticks)) * (Self.block + 24)
        return (6 + catalogue + images + ticks + Self.pages(log) + 8) * Self.block + Self.onDisk(Reserve.size)
    }

    /// The share of one processor core that the agent takes: 0.01 is a hundredth.
    package var processorShare: Double {
        let shortest = Double(groups.map(\.interval).min() ?? interval)
        let flush = (Cost.flush + Cost.file * Double(series)) / max(Double(flush), shortest)
        return Cost.tick / shortest + Cost.sample * samplesASecond + flush + collecting
    }

    /// Seconds of processor time, user's and system's.
    ///
    /// Measured on one core of an x86-64 virtual machine, ext4, release build, files of two archives: `sample` and
    /// `file` with `rogue-bench write` of 8 to 1,000 series and 1 to 1,000 ticks a flush; `tick` and `flush` by the task
    /// clock of two runs of `rogue-agent --ticks`, of different length, with 8 and 391 series at 1 and 10 s: at each
    /// wake-up caches are cold.
    private enum Cost {
        /// A tick: the timer, and a transaction in the journal.
        static let tick = 0.000_3
        /// A sample in a tick, and in the update of its file later.
        static let sample = 0.000_001_6
        /// A flush: transactions, checkpoint and syncs.
        static let flush = 0.001_5
        /// A file of a flush: its header looked at and saved, one update.
        static let file = 0.000_075
    }
}
