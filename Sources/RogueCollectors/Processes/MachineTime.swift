/// How much time all processors together had, in ticks, and how many there are: /proc/stat, proc_stat(5).
struct MachineTime {
    let ticks: UInt64
    let processors: Int

    /// Reads the first line "cpu" and counts those of single processors; `nil` where one is cut.
    init?(_ text: inout ByteScanner) {
        guard text.skip("cpu "), let times = CPUTimes(rest: &text) else { return nil }
        var sum = ExactSum()
        // What follows, guest and guest_nice, is in user and nice already.
        for index in 0..<8 { sum.add(times.ticks[index]) }
        var processors = 0
        while text.skip("cpu") {
            processors += 1
            guard text.nextLine() else { return nil }
        }
        guard let ticks = sum.value, processors > 0 else { return nil }
        self.ticks = ticks
        self.processors = processors
    }
}
