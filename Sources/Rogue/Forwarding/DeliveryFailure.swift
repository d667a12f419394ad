/// Why a delivery could not be made, in one line.
struct DeliveryFailure: Error, CustomStringConvertible {
    let description: String
}
