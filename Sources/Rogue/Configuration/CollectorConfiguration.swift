/// What the configuration file says of one collector.
package struct CollectorConfiguration: Hashable, Sendable {
    /// What `--collectors` calls it.
    package let name: String
    /// Whether it runs.
    package let isEnabled: Bool
    /// Between its samples; `nil` for the general interval.
    package let interval: Interval?
    /// Which of its metrics are stored.
    package let selection: MetricSelection
    /// The values of the collector's own keys.
    package let options: Options

    /// The keys that each collector has.
    static let keys = [
        OptionKey("enabled", .flag),
        OptionKey("interval", .interval),
        OptionKey("include", .patterns),
        OptionKey("exclude", .patterns),
    ]

    init(_ name: String, _ options: Options) {
        self.name = name
        isEnabled = options.flag("enabled") ?? true
        interval = options.interval("interval")
        selection = MetricSelection(
            include: options.patterns("include") ?? [],
            exclude: options.patterns("exclude") ?? []
        )
        self.options = options
    }
}
