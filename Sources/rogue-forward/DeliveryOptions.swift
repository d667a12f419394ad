import ArgumentParser
import Glibc
import Rogue
import RogueCommand
import RogueDestinations

/// Where to deliver, and with which secrets.
struct DeliveryOptions: ParsableArguments {
    @Option(
        name: .customLong("server"),
        help: ArgumentHelp(
            "https://host[/path], graphite://host, grok://host, kafka://broker/topic, stdout:, exec:/program: README.md says "
                + "more of each. Can be given again.",
            valueName: "url"
        )
    )
    var servers: [String] = []
    @Option(help: ArgumentHelp("A file with the API key for HTTP servers. (or $GROK_API_KEY)", valueName: "file"))
    var apiKeyFile: String?
    @Option(help: ArgumentHelp("The API key itself: everybody can see it with ps.", valueName: "key"))
    var apiKey: String?
    @Option(help: ArgumentHelp("A file with the certificates to trust.", valueName: "file"))
    var cacert: String?
    @Flag(help: "Trust any certificate.")
    var insecure = false
    @Option(
        help: ArgumentHelp("The longest that one request may take. (default: 30)", valueName: "time"),
        transform: Interval.argument
    )
    var timeout = Interval(seconds: 30)

    func validate() throws {
        guard apiKey == nil || apiKeyFile == nil else {
            throw ValidationError("--api-key and --api-key-file exclude each other")
        }
    }

    /// The words that the program knows in the configuration file.
    var vocabulary: Vocabulary { Vocabulary(checkDestinations: Destinations.complaints) }

    /// A destination, and how it is served.
    typealias Served = (destination: any Destination, settings: DeliverySettings)

    /// The destinations in their order, those of the flags, or else of the configuration file.
    func destinations(_ configuration: Configuration, _ units: UnitTable) throws -> [Served] {
        var options = try options()
        options.units = units
        options.host = configuration.tags["host"] ?? options.host
        options.tags = configuration.tags.filter { $0.key != "host" }
        do {
            guard servers.isEmpty else { return try givenDestinations(options) }
            guard !configuration.destinations.isEmpty else {
                throw ValidationError("no --server is given, and no destination in a configuration file")
            }
            return try configuration.destinations.map { try Destinations.configured($0, options: options) }
        } catch let error as DestinationError {
            throw ValidationError("\(error)")
        }
    }

    /// The destinations of the flags; each only once.
    private func givenDestinations(_ options: DestinationOptions) throws -> [Served] {
        var names: Set<String> = []
        return try servers.map { url in
            let served = try Destinations.configured(url, options: options)
            guard names.insert(served.destination.name).inserted else {
                throw ValidationError("--server \(served.destination.name) is given twice")
            }
            return served
        }
    }

    private func options() throws -> DestinationOptions {
        var options = DestinationOptions()
        options.apiKey = try key()
        options.caCertificate = cacert
        options.insecure = insecure
        options.timeout = timeout.seconds
        return options
    }

    private func key() throws -> String? {
        if let apiKey {
            Program.complain("rogue-forward", "warning: --api-key can be seen with ps; use --api-key-file")
            return apiKey
        }
        if let apiKeyFile { return try SecretFile.read(apiKeyFile) }
        return getenv("GROK_API_KEY").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
