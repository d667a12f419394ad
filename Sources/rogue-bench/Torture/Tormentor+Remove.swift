import Glibc

extension Tormentor {
    /// Removes files while a writer is at work.
    mutating func removeFiles() throws {
        var settings = settings()
        settings.series = Victim.series
        let writer = try start(settings)
        writer.waitForFirstTick()
        var removed: [Int] = []
        for _ in 0..<random.number(1...3) {
            usleep(useconds_t(random.number(0...20_000)))
            let series = random.number(0...Victim.series - 1)
            unlink(victim.path(of: series))
            removed.append(series)
        }
        // What the file had, and what was on its way into it, is gone; the writer is ahead of that way.
        let latest = try writer.acknowledged().last?.time ?? writer.start
        usleep(useconds_t(random.number(0...20_000)))
        writer.child.signal(random.oneIn(2) ? SIGTERM : SIGKILL)
        _ = try writer.child.wait()
        try victim.note(writer)
        for series in removed { victim.forget(series, through: latest + 2) }
        tally.hit(.remove, times: removed.count)
        // So that each has a file again.
        try write(Writer.Settings(batch: 1, series: Victim.series, ticks: 5))
    }
}
