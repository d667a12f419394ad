import Glibc
import Rogue
import RogueCommand

/// Tortures a history, round after round; each fault is in a file of its own.
struct Tormentor {
    /// The folder for what children write.
    let folder: String
    var victim: Victim
    var random: SeededGenerator
    var tally = Tally()
    private(set) var fault = Fault.kill

    /// A tormentor whose `random` is drawn anew for each round.
    init(folder: String, prefix: String) throws {
        self.folder = folder
        self.victim = try Victim(prefix: prefix)
        self.random = SeededGenerator(seed: 0)
    }

    /// One round: the evil, a recovery, and a look at every row.
    ///
    /// All that is drawn follows from `random`, so that no chance outside of the seed changes what later rounds do.
    mutating func round(_ fault: Fault, _ random: SeededGenerator) async throws {
        (self.fault, self.random) = (fault, random)
        // Files are there, and nothing waits in the journal.
        if victim.isNew { try write(Writer.Settings(batch: 10, series: Victim.series, ticks: 100)) }
        switch fault {
        case .kill: try killWriters()
        case .mix: try await mixPages()
        case .file: try damageFiles()
        case .journal: try damageJournal()
        case .storm: try readWhileWriting()
        case .remove: try removeFiles()
        case .space: try fillDisk()
        }
        try await recover()
        try look()
        tally.ended(fault)
    }

    /// Brings what waits in the journal into the files: by a writer, or by a reader.
    mutating func recover() async throws {
        if Bool.random(using: &random) {
            try write(Writer.Settings(batch: 1, series: Victim.series, ticks: 0))
        } else {
            _ = try await HistoryGate(victim.prefix, Program.logger("rogue-bench")).settle()
        }
    }

    mutating func look() throws {
        tally.checked(fault, rows: try victim.look())
    }

    /// Starts a writer, most often where the latest has ended; a gap is stored as well, now and then beyond the heartbeat.
    mutating func start(_ settings: Writer.Settings) throws -> Writer {
        let gap = random.number(0...4) + (random.oneIn(20) ? 700 : 0)
        let start = victim.clock + gap
        var command = [
            try Self.program("rogue-bench"), "write", "--prefix", victim.prefix.path, "--archives", Victim.archives,
            "--start", "\(start)", "--series", "\(settings.series)", "--batch", "\(settings.batch)",
            "--sync", settings.sync,
        ]
        if let ticks = settings.ticks { command += ["--ticks", "\(ticks)"] }
        return Writer(child: try Child(command, files: folder + "/writer"), start: start, settings: settings)
    }

    /// Runs a writer to its end, which has to be a good one, without a complaint.
    mutating func write(_ settings: Writer.Settings) throws {
        let writer = try start(settings)
        try end(writer)
    }

    /// Waits for the writer's good end.
    mutating func end(_ writer: Writer) throws {
        let (code, complaints) = (try writer.child.wait(), try writer.child.complaints())
        guard code == 0, complaints.isEmpty else {
            throw Difference("the writer ends with \(code.map(String.init) ?? "a signal") and says: \(complaints)")
        }
        try victim.note(writer)
    }

    /// Settings that are drawn: batches of 1, 10 and 60 in turn with all else.
    mutating func settings() -> Writer.Settings {
        let batch = [1, 10, 60].randomElement(using: &random) ?? 1
        let sync = ["flush", "flush", "tick", "off"].randomElement(using: &random) ?? "flush"
        // Not all series are in each run.
        return Writer.Settings(batch: batch, series: random.number(Victim.series / 2...Victim.series), sync: sync)
    }

    /// A program that was built together with this one.
    static func program(_ name: String) throws -> String {
        guard let own = realpath("/proc/self/exe", nil) else { throw StorageError("find", name, errno: errno) }
        defer { free(own) }
        return String(cString: own).split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }
}
