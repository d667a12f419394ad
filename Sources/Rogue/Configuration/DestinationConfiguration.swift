/// What the configuration file says of one destination.
package struct DestinationConfiguration: Hashable, Sendable {
    /// What it is known by; `nil` where it is known by its URL.
    package let name: String?
    /// Where it is; it may hold a secret.
    package let url: String
    /// What it says of how samples are sent, whatever the kind of destination.
    private let common: Options
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
    static let keys =
        [OptionKey("name", .text), OptionKey("url", .text, isRequired: true)] + DeliverySettings.keys

    /// `nil` where there is no URL.
    init?(_ common: Options, _ options: [Option]) {
        guard let url = common.text("url") else { return nil }
        self.url = url
        self.common = common
        self.options = options
        name = common.text("name")
    }

    /// How samples are sent to it: as its URL says, but for what the file says.
    package func settings(_ url: DeliverySettings = DeliverySettings()) -> DeliverySettings {
        url.overridden(by: common)
    }
}
