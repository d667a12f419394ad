import Glibc
import Rogue

/// Tortures the delivery to three stores, round after round.
struct DeliveryTormentor {
    private let folder: String
    private var history: TorturedHistory
    private let stores: [FaultyStore]
    private(set) var rounds = 0
    private(set) var kills = 0
    private(set) var slots = 0

    init(folder: String, seed: UInt64) throws {
        self.folder = folder
        history = try TorturedHistory(folder + "/db")
        let kinds: [(name: String, wire: FaultyStore.Wire)] = [("first", .http), ("second", .http), ("third", .lines)]
        stores = try kinds.enumerated().map { index, kind in
            try FaultyStore(kind.name, kind.wire, seed: SeededGenerator.mixed(seed, 1 << 60 &+ UInt64(index)))
        }
    }

    /// How many requests there were.
    var requests: Int { stores.reduce(0) { $0 + $1.requests } }
    /// How many points the stores hold.
    var points: Int { stores.reduce(0) { $0 + $1.points.count } }

    /// One round: the history grows, stores go and come back, a run goes on or is killed; then a look at every slot.
    mutating func round(_ random: inout SeededGenerator) async throws {
        let isLong = random.oneIn(25)
        try history.grow(random.number(isLong ? 700...900 : 1...60), &random)
        if random.oneIn(40) { try history.moveAside(&random) }
        for store in stores {
            // An outage, and a time of trouble, last some rounds each.
            if random.oneIn(6) { store.stop() } else if random.oneIn(3) { try store.start() }
            if random.oneIn(4) { store.setTrouble([0, 2, 3, 8].randomElement(using: &random) ?? 0) }
        }
        if random.oneIn(5) { try follow(&random) } else { try run(&random) }
        try await look()
        rounds += 1
    }

    private func start(_ arguments: [String]) throws -> Child {
        let servers = stores.flatMap { ["--server", $0.url] }
        let command = [try Tormentor.program("rogue-forward"), "--prefix", history.prefix.path, "--timeout", "1"]
        return try Child(command + servers + arguments, files: folder + "/forward")
    }

    /// A run that ends, or is killed at any time.
    private mutating func run(_ random: inout SeededGenerator) throws {
        let child = try start(["--deadline", "3"])
        if random.oneIn(2) {
            usleep(CUnsignedInt(random.number(0...120_000)))
            if child.isRunning { kills += 1 }
            child.signal(SIGKILL)
        }
        let code = try child.wait()
        guard [nil, 0, 1, 75].contains(code) else { throw Difference("rogue-forward ends with \(code ?? 0)") }
    }

    /// A follower for a while, with its end by SIGTERM or SIGKILL.
    private mutating func follow(_ random: inout SeededGenerator) throws {
        let child = try start(["--follow", "--log-level", "critical"])
        usleep(CUnsignedInt(random.number(50_000...1_300_000)))
        try history.grow(random.number(1...5), &random)
        usleep(CUnsignedInt(random.number(0...300_000)))
        let isKill = random.oneIn(2)
        if isKill { kills += 1 }
        child.signal(isKill ? SIGKILL : SIGTERM)
        let code = try child.wait()
        guard code == nil || (code == 0 && !isKill) else {
            throw Difference("rogue-forward --follow ends with \(code ?? 0): \(try child.complaints())")
        }
    }

    /// How far back each round looks; all is looked at now and then, and at the end.
    private static let span = 5 * TorturedHistory.rows

    /// Compares what each store holds with history and ledger, and has the program check its sums.
    private mutating func look(all: Bool = false) async throws {
        let earliest = all || rounds.isMultiple(of: 50) ? TorturedHistory.start : history.time - Self.span
        let books = try CursorStore(history.prefix) { print($0) }
        for store in stores {
            let check = DeliveryCheck(
                history: history,
                store: store,
                accounts: try await books.known(of: store.name),
                ledger: try await books.ledger(of: store.name),
                earliest: max(TorturedHistory.start, earliest)
            )
            slots += try check.look()
        }
        let status = try start(["--status"])
        guard try status.wait() == 0 else {
            throw Difference("--status says: \(String(decoding: try Bytes.read(status.output) ?? [], as: UTF8.self))")
        }
    }

    /// All stores come back and work: within some runs nothing is pending any more.
    mutating func heal(_ random: inout SeededGenerator) async throws {
        for store in stores {
            try store.start()
            store.setTrouble(0)
        }
        for _ in 1...10 {
            try history.grow(100, &random)
            let code = try start(["--deadline", "30"]).wait()
            try await look(all: true)
            if code == 0 || code == 1, try await isDone() { return }
        }
        throw Difference("stores that work have not got everything")
    }

    /// Whether each cursor is at the end of its file.
    private func isDone() async throws -> Bool {
        let books = try CursorStore(history.prefix) { print($0) }
        for store in stores {
            for (series, known) in try await books.known(of: store.name) {
                guard known.time == history.end(of: series) else { return false }
            }
        }
        return true
    }
}
