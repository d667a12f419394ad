package import Rogue

extension Destinations {
    /// The destination that the configuration file describes; nothing is connected yet.
    package static func make(
        _ configuration: DestinationConfiguration,
        options: DestinationOptions
    ) throws(DestinationError) -> any Destination {
        try configured(configuration, options: options).destination
    }

    /// The destination that the configuration file describes, and how samples are sent to it.
    package static func configured(
        _ configuration: DestinationConfiguration,
        options: DestinationOptions
    ) throws(DestinationError) -> (destination: any Destination, settings: DeliverySettings) {
        let made = try configured(configuration.url(configuration.query), options: options)
        return (made.destination, configuration.settings(made.settings))
    }

    /// What is wrong with the destinations of the configuration file.
    package static func complaints(_ configurations: [DestinationConfiguration]) -> [Vocabulary.Complaint] {
        var places: [String: Int] = [:]
        return configurations.enumerated().flatMap { index, configuration in
            let complaints = complaints(configuration)
            guard complaints.isEmpty else {
                return complaints.map { Vocabulary.Complaint(of: index, key: $0.key, reason: $0.reason) }
            }
            let name = (try? make(configuration, options: DestinationOptions()))?.name ?? ""
            guard places.updateValue(index, forKey: name) != nil else { return [] }
            let reason = "the destination \(name) is there twice: give one of them a name"
            return [Vocabulary.Complaint(of: index, key: "url", reason: reason)]
        }
    }

    /// The keys that are wrong, or whose values are, and why.
    private static func complaints(
        _ configuration: DestinationConfiguration
    ) -> [(key: String, reason: String)] {
        var (complaints, accepted): ([(key: String, reason: String)], [DestinationConfiguration.Option]) = ([], [])
        // A name may be just what the URL lacks, so the URL is not asked without it.
        let name = configuration.query.filter { $0.key == Address.nameKey }
        if let error = error(configuration.url(name)) {
            if let error = self.error(configuration.url([])) { return [("url", error.description)] }
            complaints.append((Address.nameKey, error.reason))
        } else {
            accepted = name
        }
        for option in configuration.options {
            if let error = error(configuration.url(accepted + [option])) {
                complaints.append((option.key, error.reason))
            } else {
                accepted.append(option)
            }
        }
        return complaints
    }

    private static func error(_ url: String) -> DestinationError? {
        do throws(DestinationError) {
            _ = try make(url, options: DestinationOptions())
            return nil
        } catch {
            return error
        }
    }
}

extension DestinationConfiguration {
    /// All that can stand in the URL's query as well as in the file.
    fileprivate var query: [Option] {
        (name.map { [Option(key: Address.nameKey, value: $0)] } ?? []) + options
    }

    /// The URL with more items in its query.
    fileprivate func url(_ items: [Option]) -> String {
        items.reduce(into: url) { url, item in
            let text = PercentEncoding.encoded(item.key) + "=" + PercentEncoding.encoded(item.value)
            url += (url.contains("?") ? "&" : "?") + text
        }
    }
}
