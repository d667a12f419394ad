/// A process as it was at the last look.
struct RunningProcess {
    let id: UInt64
    /// With its number, which is given again, it tells processes apart.
    let start: UInt64
    /// Whether it was made since the look before.
    var isNew: Bool
    var stat: ProcessStat
    /// What it used since the look before, in ticks.
    var usedTicks: UInt64
    var name: [UInt8]
    /// Which of the groups it belongs to.
    var groups: [Int] = []

    /// The path of one of its files, below /proc.
    func path(_ file: String) -> String { "\(id)/\(file)" }
}
