package import Rogue

/// A destination that is made from its URL and the options of the run.
package protocol BuildableDestination: Destination {
    /// What its URLs have behind the scheme; one host, if nothing else is said.
    static var addressShape: Address.Shape { get }

    /// Refuses what the URL must not say; nothing is connected yet.
    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError)
}

extension BuildableDestination {
    /// One host.
    package static var addressShape: Address.Shape { .host }
}
