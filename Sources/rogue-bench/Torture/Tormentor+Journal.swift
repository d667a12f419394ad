import Glibc
import Rogue

extension Tormentor {
    /// Damages the journal between two runs, and lets the agent start.
    mutating func damageJournal() throws {
        // Whatever is only in the journal may be lost with it, if that is said; what is in the files may not.
        let first = victim.clock
        var settings = settings()
        settings.batch = Writer.Settings.never
        let writer = try start(settings)
        writer.waitForFirstTick()
        usleep(useconds_t(random.number(0...30_000)))
        try killNow(writer)
        let what = try damage()
        let complaints = try runAgent(what)
        if !complaints.isEmpty { victim.doubtTicks(from: first) }
        for name in Bytes.names(in: victim.prefix.path) where name.contains(".corrupt-") {
            unlink(victim.prefix.file(name))
        }
        tally.hit(.journal)
        do {
            try look()
        } catch let difference as Difference {
            throw Difference("\(difference); damage: \(what); the agent said: '\(complaints)'")
        }
    }

    /// Damages one of the journal's files, and answers what was done.
    private mutating func damage() throws -> String {
        let suffix = JournalFiles.suffixes.randomElement(using: &random) ?? ""
        let (kind, draw) = (random.number(0...2), random.next())
        let path = victim.prefix.file(Journal.fileName) + suffix
        guard var bytes = try Bytes.read(path), !bytes.isEmpty else { return "none" }
        let place = Int(draw % UInt64(bytes.count))
        switch kind {
        case 0:
            bytes[place] ^= 1 << UInt8(draw >> 61)
        case 1:
            let page = place / 4_096 * 4_096
            for index in page..<min(page + 4_096, bytes.count) { bytes[index] = 0 }
        default:
            bytes.removeLast(bytes.count - place)
        }
        try Bytes.write(bytes, to: path)
        return "\(["bit flipped", "page zeroed", "cut"][kind]) at \(place) of journal.db\(suffix)"
    }

    /// Runs an agent for one tick, which has to go well, and answers what it says.
    private func runAgent(_ what: String) throws -> String {
        let command = [
            try Self.program("rogue-agent"), "--prefix", victim.prefix.path, "--interval", "1", "--once",
            "--collectors", "rogue-memory", "--log-level", "error",
        ]
        let agent = try Child(command, files: folder + "/agent")
        let (code, complaints) = (try agent.wait(), try agent.complaints())
        guard code == 0 else {
            let end = code.map(String.init) ?? "a signal"
            throw Difference("the agent ends with \(end); damage: \(what); it said: '\(complaints)'")
        }
        return complaints
    }
}
