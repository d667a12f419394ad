import Glibc

/// A `rogue-bench write` at work.
struct Writer {
    let child: Child
    let start: Int
    let settings: Settings

    /// What it is told.
    struct Settings {
        /// How many ticks it flushes at once.
        var batch: Int
        var series: Int
        var sync = "flush"
        /// How many ticks it takes; as many as it can where there is no number.
        var ticks: Int?

        /// No tick gets into the files before the writer ends or the next recovers.
        static let never = 1_000_000
    }

    /// Waits for its first tick, or its end.
    func waitForFirstTick() {
        while child.isRunning, Bytes.size(child.output) == 0 { usleep(200) }
    }

    /// The ticks that it has acknowledged, each with the number of series that were stored.
    func acknowledged() throws -> [(time: Int, stored: Int)] {
        let text = String(decoding: try Bytes.read(child.output) ?? [], as: UTF8.self)
        // A kill can cut the last line.
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
            let numbers = line.split(separator: " ").compactMap { Int($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
        }
    }
}
