/// The link of an interface, as /sys/class/net describes it.
struct InterfaceLink {
    private let carrierFile: SysNumber
    private let speedFile: SysNumber
    private let mtuFile: SysNumber
    /// Whether it holds the file of its carrier open.
    let holdsFile: Bool
    private var lastRead: Double?

    /// 1 or 0; `nil` for one that is switched off.
    private(set) var carrier: Int64?
    /// In Mbit/s; `nil` where it has none, or does not know.
    private(set) var speed: Int64?
    /// In bytes.
    private(set) var mtu: Int64?

    /// Asking for the speed asks the driver, and keeps others from changing the network meanwhile: speed and MTU are
    /// read with each change of the carrier, and else once in so many seconds.
    private static let freshness = 60.0

    init(interface: String, sys: String, holdsFile: Bool) {
        let folder = sys + "/class/net/" + interface
        carrierFile = SysNumber(folder + "/carrier", staysOpen: holdsFile)
        speedFile = SysNumber(folder + "/speed", staysOpen: false)
        mtuFile = SysNumber(folder + "/mtu", staysOpen: false)
        self.holdsFile = holdsFile
    }

    /// Takes a look at a monotonic time in seconds.
    mutating func look(at time: Double) {
        let carrier = carrierFile.value().flatMap { (0...1).contains($0) ? $0 : nil }
        if let lastRead, time - lastRead < Self.freshness, carrier == self.carrier { return }
        self.carrier = carrier
        // -1 is a speed that the driver does not know.
        speed = speedFile.value().flatMap { $0 > 0 ? $0 : nil }
        mtu = mtuFile.value().flatMap { $0 > 0 ? $0 : nil }
        lastRead = time
    }
}
