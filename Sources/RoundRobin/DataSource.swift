/// The one data source of an RRD file: what is put in, and when it counts as unknown.
package struct DataSource: Hashable, Sendable {
    /// What librrd makes of a value: rrdcreate(1).
    package enum Kind: String, Hashable, Sendable {
        /// The value itself.
        case gauge = "GAUGE"
        /// The rate of change of a signed 64-bit integer, per second.
        case derive = "DERIVE"
    }

    /// The name of the data source inside the file, 1 to 19 of `[A-Za-z0-9_-]`.
    package var name: String
    package var kind: Kind
    /// Seconds after which the time between two values is unknown.
    package var heartbeat: Int
    /// Smallest and largest value (of `.derive`: rate) that is not taken for unknown; `nil` is unlimited.
    package var minimum: Double?
    package var maximum: Double?

    package init(
        name: String = "value",
        kind: Kind,
        heartbeat: Int,
        minimum: Double? = nil,
        maximum: Double? = nil
    ) {
        self.name = name
        self.kind = kind
        self.heartbeat = heartbeat
        self.minimum = minimum
        self.maximum = maximum
    }

    /// `DS:value:GAUGE:600:0.0:100.0`.
    var definition: String {
        let bounds = [minimum, maximum].map { $0.map { "\($0)" } ?? "U" }
        return "DS:\(name):\(kind.rawValue):\(heartbeat):\(bounds[0]):\(bounds[1])"
    }
}
