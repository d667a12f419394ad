import ArgumentParser
import Glibc
import Rogue
import RogueCollectors

/// How much processor time one pass over a machine takes.
struct ProcBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proc",
        abstract: "Let collectors look over and over, and print the processor time of one pass."
    )

    @Option(help: "How often.")
    var passes = 10_000
    @Option(help: "Collectors, separated by commas; or 'rogue', or 'all'.")
    var collectors = "rogue"
    @Option(help: "Where /proc is.")
    var proc = "/proc"
    @Option(help: "Where /sys is.")
    var sys = "/sys"

    func validate() throws {
        guard (1...1_000_000_000).contains(passes) else { throw ValidationError("--passes has to be 1 to 1000000000") }
    }

    func run() throws {
        let machine = Machine(proc: proc, sys: sys)
        var collectors = try Collectors.named(collectors).map { try $0.init(machine) }
        var readings: [Reading] = []
        var count = 0
        let before = Self.processorTime()
        for _ in 0..<passes {
            readings.removeAll(keepingCapacity: true)
            for index in collectors.indices { try collectors[index].collect(into: &readings) }
            count += readings.count
        }
        let microseconds = Self.processorTime() - before
        print("passes \(passes)")
        print("readings \(count)")
        print("cpu_us_per_pass \(Double(microseconds) / Double(passes))")
    }

    /// What this process has used so far, in microseconds, user and system.
    private static func processorTime() -> Int {
        var usage = rusage()
        getrusage(CInt(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return seconds * 1_000_000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    }
}
