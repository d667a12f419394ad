/// What the configuration file says of one destination.
package struct DestinationConfiguration: Hashable, Sendable {
    /// What it is known by; `nil` where it is known by its URL.
    package let name: String?
    /// Where it is; it may hold a secret.
    package let url: String
    /// Which metrics it gets.
    package let selection: MetricSelection
    /// Between two deliveries; `nil` where each run delivers.
    package let interval: Interval?
    /// How old a sample may be to be sent; `nil` for any age.
    package let maxAge: Interval?
    /// All other keys with their values, in the order of the file: what the URL's query can say, too.
    package let options: [Option]

    /// A key that is the destination's own.
    package struct Option: Hashable, Sendable {
        /// As an item of the URL's query would have it.
        package let key: String
        /// Not percent-encoded.
        package let value: String

        /// A key with its value.
        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The keys that each destination has.
    static let keys = [
        OptionKey("name", .text),
        OptionKey("url", .text, isRequired: true),
        OptionKey("include", .patterns),
        OptionKey("exclude", .patterns),
        OptionKey("interval", .interval),
        OptionKey("max_age", .interval),
    ]

    /// `nil` where there is no URL.
    init?(_ common: Options, _ options: [Option]) {
        guard let url = common.text("url") else { return nil }
        self.url = url
        name = common.text("name")
        selection = MetricSelection(
            include: common.patterns("include") ?? [],
            exclude: common.patterns("exclude") ?? []
        )
        interval = common.interval("interval")
        maxAge = common.interval("max_age")
        self.options = options
    }
}
