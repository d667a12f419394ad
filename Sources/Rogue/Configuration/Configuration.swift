import YAML

/// What the configuration file says, and what holds where it says nothing.
package struct Configuration: Hashable, Sendable {
    /// The folder of the history.
    package var prefix = "var/db"
    /// Between two samples.
    package var interval = Interval(seconds: 60)
    /// How long a counter's gap may be; `nil` for what follows from the interval.
    package var heartbeat: Interval?
    /// Seconds between two flushes; `nil` for what follows from the interval.
    package var flush: Int?
    /// When samples are forced to the disk.
    package var sync = SyncMode.flush
    /// Policies of new files, as ``ArchiveRules`` reads them.
    package var archives: [String] = []
    /// What is said of this machine to every destination.
    package var tags: [String: String] = [:]
    /// The collectors that are named, in the order of the file; none where it leaves the choice open.
    package var collectors: [CollectorConfiguration] = []
    /// Programs that print samples.
    package var exec: [ExecConfiguration] = []
    /// Where samples go.
    package var destinations: [DestinationConfiguration] = []

    /// The defaults.
    package init() {}

    /// The shortest time after which a gap is unknown, in seconds, unless the file or a flag says less.
    private static let usualHeartbeat = 600
    /// From this interval on, in seconds, each sample is flushed at once.
    private static let slow = 10

    /// How long a counter's gap may be, in seconds.
    package var heartbeatSeconds: Int { heartbeat?.seconds ?? max(Self.usualHeartbeat, 2 * interval.seconds) }
    /// The time between two flushes, in seconds.
    package var flushSeconds: Int { flush ?? (interval.seconds >= Self.slow ? 0 : 30) }
}

extension Configuration {
    static let includeKey = "include"
    private static let sections = [includeKey, "archives", "collectors", "destinations", "tags"]

    private static let options = [
        OptionKey("prefix", .text),
        OptionKey("interval", .interval),
        OptionKey("heartbeat", .interval),
        OptionKey("flush", .seconds),
        OptionKey("sync", .word(SyncMode.allCases.map(\.rawValue))),
    ]

    /// What Stat Badger said of a machine.
    static let tagKeys = ["host", "datacenter", "region", "zone", "cluster", "ipv4", "ipv6"]

    /// Every key that the file can have, but for those of single collectors.
    package static var keys: Set<String> {
        let parts = [CollectorConfiguration.keys, ExecConfiguration.keys, DestinationConfiguration.keys]
        return Set((options + parts.joined()).map(\.name) + sections + tagKeys + [ExecConfiguration.name])
    }

    /// Reads the file's tree, as far as it is right.
    init(_ root: Node, _ vocabulary: Vocabulary, _ mistakes: inout Mistakes) {
        let options = OptionsReader(keys: Self.options, others: Self.sections).read(root, &mistakes)
        prefix = options.text("prefix") ?? prefix
        interval = options.interval("interval") ?? interval
        heartbeat = options.interval("heartbeat")
        flush = options.integer("flush")
        sync = options.text("sync").flatMap(SyncMode.init) ?? sync
        checkTimes(options, &mistakes)
        guard let entries = try? root.entries() else { return }
        for entry in entries {
            switch entry.key {
            case "archives": archives = ArchivesReader(interval: interval.seconds).read(entry.value, &mistakes)
            case "tags": tags = Self.tags(entry.value, &mistakes)
            case "collectors":
                (collectors, exec) = CollectorsReader(known: vocabulary.collectors).read(entry.value, &mistakes)
            case "destinations":
                destinations = DestinationsReader(check: vocabulary.checkDestinations).read(entry.value, &mistakes)
            default: break
            }
        }
    }

    private func checkTimes(_ options: Options, _ mistakes: inout Mistakes) {
        if let mark = options.mark(of: "interval"), interval.seconds > Interval.longestBetweenSamples.seconds {
            mistakes.add(mark, "the interval is longer than a day")
        }
        if let mark = options.mark(of: "heartbeat"), heartbeatSeconds < interval.seconds {
            mistakes.add(mark, "it is less than the interval, \(interval): every sample would be unknown")
        }
    }

    /// The static tags; one without a value is left out.
    private static func tags(_ node: Node, _ mistakes: inout Mistakes) -> [String: String] {
        var tags: [String: String] = [:]
        for entry in mistakes.noting({ () throws(YAMLError) in try node.entries() }) ?? [] {
            guard tagKeys.contains(entry.key) else {
                let advice = Nearest.advice(for: entry.key, among: tagKeys)
                mistakes.add(entry.mark, "unknown tag \(entry.key.shown): \(advice)")
                continue
            }
            guard !entry.value.isNull else { continue }
            let value = mistakes.noting { () throws(YAMLError) in try entry.value.text() }
            if let value, !value.isEmpty { tags[entry.key] = value }
        }
        return tags
    }
}
