/// A collector that is to run, and how.
package struct CollectorSettings: Sendable {
    /// What it is called in the log.
    package let name: String
    /// Seconds between its samples; `nil` for the general interval.
    package var interval: Int?
    /// Which of its metrics are stored.
    package var selection: MetricSelection
    /// Makes it.
    package let make: @Sendable (Machine) throws -> any Collector

    /// One that is made otherwise than by its type alone, such as a plug-in.
    package init(
        _ name: String,
        interval: Int? = nil,
        selection: MetricSelection = MetricSelection(),
        make: @escaping @Sendable (Machine) throws -> any Collector
    ) {
        self.name = name
        self.interval = interval
        self.selection = selection
        self.make = make
    }

    /// As the configuration file says, or as it is where nothing is said of it.
    package init(_ type: any Collector.Type, _ configuration: CollectorConfiguration? = nil) {
        let options = configuration?.options ?? Options()
        self.init(
            type.name,
            interval: configuration?.interval?.seconds,
            selection: configuration?.selection ?? MetricSelection(),
            make: { try type.init($0, options) }
        )
    }
}
