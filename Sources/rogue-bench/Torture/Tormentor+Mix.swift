import Glibc
import RoundRobin

extension Tormentor {
    private static let mixes = 10

    /// Kills a writer within a flush, mixes the pages of files before, within and after it, and recovers; many times.
    mutating func mixPages() async throws {
        let paths = (0..<Victim.series).map(victim.path)
        // What is drawn must not depend on how often it takes to hit a flush.
        let watched = paths.randomElement(using: &random) ?? ""
        let wait = random.number(0...300)
        var pages = PageMix(paths)
        try pages.keep()
        guard let journal = try interruptFlush(watched, wait) else { return }
        try pages.keep()
        try await recover()
        try look()
        try pages.keep()
        for _ in 0..<Self.mixes {
            try pages.write(&random)
            try journal.restore(victim.prefix)
            try await recover()
            try look()
            tally.hit(.mix)
        }
    }

    /// Has ticks journalled, then flushed, and the flush killed; answers the journal, if it has that flush's images.
    private mutating func interruptFlush(_ watched: String, _ wait: Int) throws -> JournalFiles? {
        let sync = random.oneIn(2) ? "flush" : "tick"
        let settings = Writer.Settings(batch: Writer.Settings.never, series: Victim.series, sync: sync)
        let writer = try start(settings)
        writer.waitForFirstTick()
        usleep(useconds_t(random.number(0...20_000)))
        try killNow(writer)
        let before = try RoundRobinFile(path: watched).header().lastUpdate
        let second = try start(Writer.Settings(batch: 1, series: Victim.series, sync: sync, ticks: 0))
        // The file is updated in shared memory: the moment can be seen.
        while second.child.isRunning, try RoundRobinFile(path: watched).header().lastUpdate == before {}
        usleep(useconds_t(wait))
        second.child.signal(SIGKILL)
        _ = try second.child.wait()
        let journal = try JournalFiles(victim.prefix)
        return try journal.images(scratch: folder + "/copy.db") > 0 ? journal : nil
    }
}
