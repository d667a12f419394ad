import Glibc
import Rogue

/// The machine's thermometers: /sys/class/hwmon and /sys/class/thermal, as the kernel's documentation describes them.
struct Sensors {
    private let chips: Folder
    private let zones: Folder
    private var known: [String] = []
    private var sensors: [(metric: Metric, file: SysNumber)] = []

    /// A file each.
    private static let most = 256

    init(sys: String) {
        chips = Folder(path: sys + "/class/hwmon")
        zones = Folder(path: sys + "/class/thermal")
    }

    /// Appends the temperatures; those of a sensor that says nothing now are left out.
    mutating func read(into readings: inout [Reading]) {
        let names = chips.names() + zones.names()
        if names != known {
            var metrics: Set<MetricName> = []
            let found = chips.names().flatMap(ofChip) + zones.names().compactMap(ofZone)
            sensors = Array(found.filter { metrics.insert($0.metric.name).inserted }.prefix(Self.most))
            known = names
        }
        for sensor in sensors {
            // Thousandths of a degree.
            if let value = sensor.file.value() { readings.append(Reading(sensor.metric, Double(value) / 1_000)) }
        }
    }

    /// `hwmon0/temp1_input`, beside `temp1_label`; before Linux 3.15 in the folder of the device.
    private func ofChip(_ name: String) -> [(metric: Metric, file: SysNumber)] {
        let own = Folder(path: chips.path + "/" + name)
        let folder = access(own.path + "/name", F_OK) == 0 ? own : Folder(path: own.path + "/device")
        let device = own.target("device") ?? name
        let inputs = folder.names().filter { $0.hasPrefix("temp") && $0.hasSuffix("_input") }
        let labels = inputs.map { folder.line($0.dropLast("input".count) + "label") }
        return zip(inputs, labels).map { input, label in
            let sensor = String(input.dropLast("_input".count))
            let isUnique = label != nil && labels.count { $0 == label } == 1
            let chip = folder.line("name") ?? name
            let metric = Self.metric(chip: chip, device: device, sensor: isUnique ? label ?? sensor : sensor)
            return (metric, SysNumber(folder.path + "/" + input))
        }
    }

    /// `thermal_zone0/temp`, beside `type`.
    private func ofZone(_ name: String) -> (metric: Metric, file: SysNumber)? {
        guard name.hasPrefix("thermal_zone") else { return nil }
        let folder = Folder(path: zones.path + "/" + name)
        let metric = Self.metric(chip: folder.line("type") ?? name, device: name, sensor: "temp")
        return (metric, SysNumber(folder.path + "/temp"))
    }

    private static func metric(chip: String, device: String, sensor: String) -> Metric {
        let tags = ["chip": chip, "device": device, "sensor": sensor]
        return .gauge("system.temperature", "Temperature at a sensor.", unit: "celsius", tags: tags)
    }
}
