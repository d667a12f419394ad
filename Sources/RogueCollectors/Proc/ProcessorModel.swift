import Glibc
import Rogue

/// Clock and cache of the first processor: from /proc/cpuinfo, or where that says nothing, as on ARM, from /sys.
struct ProcessorModel {
    private static let speed = Metric.gauge("cpu.speed", "Clock of the first processor.", unit: "MHz")
    private static let cacheSize = Metric.gauge("cpu.cache_size", "Last cache of the first processor.", unit: "KiB")

    private let cpuinfo: OptionalFile
    private let frequency: SysNumber
    /// In KiB; it does not change.
    private let cache: Double?
    /// In MHz, where it does not change either.
    private let fixedSpeed: Double?

    init(_ machine: Machine) {
        let folder = machine.sys + "/devices/system/cpu/cpu0"
        cpuinfo = OptionalFile(machine.proc + "/cpuinfo")
        frequency = SysNumber(folder + "/cpufreq/scaling_cur_freq")
        cache = Self.number("cache size", in: cpuinfo) ?? Self.lastCache(folder + "/cache")
        let isFixed = Self.hasFixedSpeed(cpuinfo) && access(folder + "/cpufreq", F_OK) != 0
        fixedSpeed = isFixed ? Self.number("cpu MHz", in: cpuinfo) : nil
    }

    /// Whether the processors are of those that neither count their cycles nor are told a clock, as most virtual ones: the
    /// kernel says what it measured at its start then (arch/x86/kernel/cpu/proc.c), and cpuinfo is dear to ask.
    private static func hasFixedSpeed(_ cpuinfo: OptionalFile) -> Bool {
        let hasFlags = try? cpuinfo.readHead { text in
            while !text.skip("flags") {
                guard text.nextLine() else { return false }
            }
            while let word = text.word() {
                if word.array.elementsEqual("aperfmperf".utf8) { return false }
            }
            return true
        }
        return hasFlags ?? false
    }

    /// Appends what is known.
    func read(into readings: inout [Reading]) {
        let speed =
            fixedSpeed ?? Self.number("cpu MHz", in: cpuinfo) ?? frequency.value().map { Double($0) / 1_000 }
        if let speed, speed > 0 { readings.append(Reading(Self.speed, speed)) }
        if let cache { readings.append(Reading(Self.cacheSize, cache)) }
    }

    /// The number of the first line `key : number`; more pages would only tell of more processors.
    private static func number(_ key: StaticString, in cpuinfo: OptionalFile) -> Double? {
        try? cpuinfo.readHead { text in
            while !text.skip(key) || !text.skip(past: UInt8(ascii: ":")) {
                guard text.nextLine() else { return nil }
            }
            return text.decimal()
        }
    }

    /// The size of the cache with the highest number, `index3/size`: `32768K`.
    private static func lastCache(_ folder: String) -> Double? {
        for index in (0...9).reversed() where access("\(folder)/index\(index)/size", F_OK) == 0 {
            let file = OptionalFile("\(folder)/index\(index)/size")
            return try? file.read { text in text.number(before: UInt8(ascii: "K")).map { Double($0) } }
        }
        return nil
    }
}
