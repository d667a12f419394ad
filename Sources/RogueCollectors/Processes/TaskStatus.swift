/// What the file `status` of a process or thread says of it: proc_pid_status(5), by key, for lines come and go.
struct TaskStatus {
    private(set) var state: UInt8 = 0
    private(set) var voluntarySwitches: UInt64 = 0
    private(set) var involuntarySwitches: UInt64 = 0

    /// `nil` where one of the three is not there.
    init?(_ text: inout ByteScanner) {
        var missing = 3
        while missing > 0, !text.isAtEnd {
            if text.skip("State:") {
                guard let word = text.word() else { return nil }
                state = word[0]
                missing -= 1
            } else if text.skip("voluntary_ctxt_switches:") {
                guard let number = text.number() else { return nil }
                voluntarySwitches = number
                missing -= 1
            } else if text.skip("nonvoluntary_ctxt_switches:") {
                guard let number = text.number() else { return nil }
                involuntarySwitches = number
                missing -= 1
            }
            _ = text.nextLine()
        }
        if missing > 0 { return nil }
    }
}
