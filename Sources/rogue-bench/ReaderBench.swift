import ArgumentParser
import Glibc
import Rogue
import RoundRobin

/// A reader that is as busy as can be, for a writer to live with.
struct ReaderBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract:
            "Read what `write` writes, over and over until killed, and end where a gauge is not what it has to be."
    )

    @Option(help: "The folder of the history.")
    var prefix: String
    @Option(help: "How many series.")
    var series = 20

    func run() throws {
        let prefix = try Prefix(existing: prefix)
        let parent = getppid()
        // Who started it may be killed as well.
        while getppid() == parent {
            for number in 0..<series {
                guard let path = MetricPath.path(of: MadeUpMachine.metric(number).name) else { continue }
                let file = RoundRobinFile(path: prefix.file(path))
                let last = try file.header().lastUpdate
                // As if a process were started for each file: readers that never pause leave a writer no moment at all.
                usleep(.random(in: 0...10_000))
                let rows = try file.fetch(after: last - 600, through: last)
                // A gauge stands for itself; a counter's rows depend on which samples there are.
                for (index, found) in rows.values.enumerated() where MadeUpMachine.isGauge(number) && found.isFinite {
                    let expected = MadeUpMachine.gauge(number, at: rows.time(index))
                    guard found == expected else {
                        throw Difference(
                            "\(path)",
                            step: 1,
                            time: rows.time(index),
                            expected: "\(expected)",
                            found: found
                        )
                    }
                }
            }
        }
    }
}
