package import Rogue

/// A destination that is made from its URL and the options of the run.
package protocol BuildableDestination: Destination {
    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError)
}
