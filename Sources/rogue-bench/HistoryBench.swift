import ArgumentParser
import RoundRobin

/// Makes history to measure readers on.
struct HistoryBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Make full RRD files of random values, of as many digits as values have."
    )

    @Option(help: "The folder of the files; it has to be there.")
    var prefix: String
    @Option(help: "How many files.")
    var files = 50
    @Option(help: "How many rows a file.")
    var rows = 20_160
    @Option(help: "The time of the last row.")
    var end = 1_800_000_000

    func run() throws {
        var random = SystemRandomNumberGenerator()
        for index in 0..<files {
            let file = RoundRobinFile(path: "\(prefix)/Metric\(index).rrd")
            let archives = [RoundRobinArchive(stepsPerRow: 1, rows: rows)]
            let source = DataSource(kind: .gauge, heartbeat: 600)
            let start = end - rows
            try file.create(step: 1, lastUpdate: start, source: source, archives: archives)
            try file.update((1...rows).map { "\(start + $0):\(Double.random(in: 0..<1e6, using: &random))" })
        }
    }
}
