import Rogue

/// The machine's thermometers: /sys/class/hwmon and /sys/class/thermal, as the kernel's documentation describes them.
struct Sensors {
    private typealias Sensor = (metric: Metric, file: SysNumber)

    private let sys: String
    private let reader: FolderReader?
    private var known: [String] = []
    private var sensors: [Sensor] = []
    private var lastLook: Double?

    private static let chips = "class/hwmon"
    private static let zones = "class/thermal"
    /// A file each.
    private static let most = 256
    /// New ones are looked for once in so many seconds.
    private static let freshness = 60.0

    init(sys: String) {
        self.sys = sys
        reader = try? FolderReader(sys)
    }

    /// Appends the temperatures at a monotonic time in seconds; those of a sensor that says nothing now are left out.
    mutating func read(at time: Double, into readings: inout [Reading]) {
        if lastLook.map({ time - $0 >= Self.freshness }) ?? true {
            lastLook = time
            look()
        }
        for sensor in sensors {
            // Thousandths of a degree.
            if let value = sensor.file.value() { readings.append(Reading(sensor.metric, Double(value) / 1_000)) }
        }
    }

    private mutating func look() {
        guard let reader else { return }
        let (chips, zones) = (reader.names(Self.chips), reader.names(Self.zones))
        guard chips + zones != known else { return }
        known = chips + zones
        var metrics: Set<MetricName> = []
        let found = chips.flatMap { ofChip($0, reader) } + zones.compactMap { ofZone($0, reader) }
        sensors = Array(found.filter { metrics.insert($0.metric.name).inserted }.prefix(Self.most))
    }

    /// `hwmon0/temp1_input`, beside `temp1_label`; before Linux 3.15 in the folder of the device.
    private func ofChip(_ name: String, _ reader: FolderReader) -> [Sensor] {
        let own = Self.chips + "/" + name
        let folder = reader.exists(own + "/name") ? own : own + "/device"
        let device = reader.target(own + "/device") ?? name
        let inputs = reader.names(folder).filter { $0.hasPrefix("temp") && $0.hasSuffix("_input") }
        let labels = inputs.map { reader.line(folder + "/" + $0.dropLast("input".count) + "label") }
        return zip(inputs, labels).map { input, label in
            let sensor = String(input.dropLast("_input".count))
            let isUnique = label != nil && labels.count { $0 == label } == 1
            let chip = reader.line(folder + "/name") ?? name
            let metric = Self.metric(chip: chip, device: device, sensor: isUnique ? label ?? sensor : sensor)
            return (metric, SysNumber(sys + "/" + folder + "/" + input))
        }
    }

    /// `thermal_zone0/temp`, beside `type`.
    private func ofZone(_ name: String, _ reader: FolderReader) -> Sensor? {
        guard name.hasPrefix("thermal_zone") else { return nil }
        let folder = Self.zones + "/" + name
        let metric = Self.metric(chip: reader.line(folder + "/type") ?? name, device: name, sensor: "temp")
        return (metric, SysNumber(sys + "/" + folder + "/temp"))
    }

    private static func metric(chip: String, device: String, sensor: String) -> Metric {
        let tags = ["chip": chip, "device": device, "sensor": sensor]
        return .gauge("system.temperature", "Temperature at a sensor.", unit: "celsius", tags: tags)
    }
}
