import Glibc

extension Tormentor {
    /// Kills some writers in a row: most at their work, some while they start and recover.
    mutating func killWriters() throws {
        for _ in 0..<random.number(4...10) { try kill(try start(settings())) }
    }

    /// Kills a writer at a random moment, and notes what it did.
    mutating func kill(_ writer: Writer) throws {
        let isAtStart = random.oneIn(4)
        let wait = random.number(0...30_000)
        if !isAtStart { writer.waitForFirstTick() }
        usleep(useconds_t(wait))
        try killNow(writer)
    }

    /// Kills a writer, and notes what it did.
    mutating func killNow(_ writer: Writer) throws {
        writer.child.signal(SIGKILL)
        let (code, complaints) = (try writer.child.wait(), try writer.child.complaints())
        guard code == nil, complaints.isEmpty else {
            throw Difference("the writer ended with \(code.map(String.init) ?? "a signal") and says: \(complaints)")
        }
        try victim.note(writer)
        guard Bytes.size(writer.child.output) > 0 else { return }
        if fault == .kill { tally.hit(fault) }
        tally.killed(batch: writer.settings.batch)
    }
}
