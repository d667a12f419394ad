import Rogue
import RoundRobin

/// A history that is tortured, and all that has to be in it.
struct Victim {
    let prefix: Prefix
    private var memories = (0..<Self.series).map { SeriesMemory(series: $0) }
    private var ticks: [WrittenTick] = []
    /// The first time that no writer has used.
    private(set) var clock = 1_700_000_000

    /// How many series there are; half of them counters.
    static let series = 24
    /// Small files, so that they are lapped now and then.
    static let archives = "1s:2h,1m:8h"

    /// The file of the one metric that an agent is let sample here.
    private static let agentsOwn = "MemoryPercent.rrd"

    init(prefix: String) throws {
        self.prefix = try Prefix(making: prefix)
    }

    /// Whether there is any history yet.
    var isNew: Bool { clock == 1_700_000_000 }

    func path(of series: Int) -> String { prefix.file(memories[series].name + MetricPath.suffix) }

    /// Notes what a writer that has ended did; `missing` series cannot be stored.
    mutating func note(_ writer: Writer, missing: Int = 0) throws {
        var time = writer.start
        for tick in try writer.acknowledged() {
            guard tick.time == time else { throw Difference("the writer skips from tick \(time) to \(tick.time)") }
            let isSure = tick.stored + missing == writer.settings.series
            ticks.append(WrittenTick(time: time, series: writer.settings.series, isSure: isSure))
            time += 1
        }
        // One tick may have been stored without a word of it.
        ticks.append(WrittenTick(time: time, series: writer.settings.series, isSure: false))
        clock = time + 1
    }

    /// Ticks from `time` on may be lost: the journal that has them was damaged, and that was said.
    mutating func doubtTicks(from time: Int) {
        for index in ticks.indices where ticks[index].time >= time { ticks[index].isSure = false }
    }

    /// The file of a series is gone, and samples up to `time` may be as well.
    mutating func forget(_ series: Int, through time: Int) {
        memories[series].forget(through: time)
    }

    /// Looks at all files, and answers how many rows were compared.
    mutating func look() throws -> Int {
        let known = Set(memories.map { $0.name + MetricPath.suffix } + [Self.agentsOwn])
        let strange = Bytes.names(in: prefix.path).filter { $0.hasSuffix(MetricPath.suffix) && !known.contains($0) }
        guard strange.isEmpty else { throw Difference("files of nobody: \(strange)") }
        var rows = 0
        for index in memories.indices {
            rows += try memories[index].look(at: RoundRobinFile(path: path(of: index)), ticks)
        }
        ticks = []
        return rows
    }
}
