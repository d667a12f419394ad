/// What every destination can be told of how samples are sent to it, whatever its kind.
package struct DeliverySettings: Hashable, Sendable {
    /// Which metrics it gets.
    package var selection = MetricSelection()
    /// Between two deliveries; `nil` where each run delivers.
    package var interval: Interval?
    /// How old a row may be to be sent; `nil` for any age.
    package var maxAge: Interval?
    /// How many rows it is sent in a second at the most; `nil` for no limit.
    package var rate: Int?
    /// How many rows it is sent at once at the most; `nil` for what its kind takes.
    package var batch: Int?
    /// Whether it takes rows of coarser archives for what the finest no longer holds; `nil` for the run's choice.
    package var coarse: Bool?
    /// The longest time between two tries where it cannot be reached.
    package var retry = Interval(seconds: 30)

    /// The defaults.
    package init() {}

    static let highestRate = 1_000_000_000
    static let largestBatch = 1_000_000

    /// The keys, which the configuration file and the query of a URL have in common.
    package static let keys = [
        OptionKey("include", .patterns),
        OptionKey("exclude", .patterns),
        OptionKey("interval", .interval),
        OptionKey("max_age", .interval),
        OptionKey("rate", .integer(1...highestRate)),
        OptionKey("batch", .integer(1...largestBatch)),
        OptionKey("coarse", .flag),
        OptionKey("retry", .interval),
    ]
}
