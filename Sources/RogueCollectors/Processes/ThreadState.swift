/// What a thread does, by the letter of proc_pid_stat(5).
enum ThreadState: String, CaseIterable {
    case running, sleeping, uninterruptible, stopped, traced, zombie, idle, other

    /// Its place in the order of declaration.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    init(_ letter: UInt8) {
        switch letter {
        case UInt8(ascii: "R"): self = .running
        case UInt8(ascii: "S"): self = .sleeping
        case UInt8(ascii: "D"): self = .uninterruptible
        case UInt8(ascii: "T"): self = .stopped
        case UInt8(ascii: "t"): self = .traced
        case UInt8(ascii: "Z"): self = .zombie
        case UInt8(ascii: "I"): self = .idle
        default: self = .other
        }
    }
}
