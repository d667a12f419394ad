/// What the processes of a group come to in one look.
struct GroupSums {
    var processes = 0.0
    var unreadable = 0.0
    var usedTicks = 0.0
    var resident = 0.0
    var proportional = 0.0
    var threads = 0.0
    var files = 0.0
    /// Threads by state, in the order of the states' declaration.
    var states = [Double](repeating: 0, count: ThreadState.allCases.count)
    /// How many threads were asked what they do.
    var asked = 0
    /// How many processes have said what memory and disks they use: old kernels do not.
    var memoryReads = 0
    var ioReads = 0
    /// Whether the sum is one of all processes.
    var hasThreads = true
    var hasMemory = true
    var hasIO = true
    var hasFiles = true
}
