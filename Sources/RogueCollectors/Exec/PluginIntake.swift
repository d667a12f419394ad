import Rogue

/// Where the output of a plug-in's programs goes: samples to the exchange, complaints to the log.
struct PluginIntake {
    let parser: LineParser
    let exchange: PluginExchange
    let limits: ExecLimits
    /// Seconds that a line's time may lie ahead.
    let newest: Double
    var log: PluginLog
    /// What was read last.
    var buffer = [UInt8](repeating: 0, count: 1 << 14)

    private var points: [PluginPoint] = []
    private var lines = 0
    private var refused = 0

    init(_ parser: LineParser, _ exchange: PluginExchange, newest: Double, _ log: PluginLog, _ limits: ExecLimits) {
        self.parser = parser
        self.exchange = exchange
        self.newest = newest
        self.log = log
        self.limits = limits
    }

    /// Takes the first `count` bytes of the buffer as output.
    mutating func take(_ count: Int, _ splitter: inout LineSplitter, _ now: Double) {
        let bytes = buffer[..<count]
        let clock = WallClock.now
        let wall = Double(clock.seconds) + Double(clock.nanoseconds) / 1e9
        let tooLong = splitter.feed(bytes) { take($0, now, wall) }
        if tooLong > 0 { refuse(.tooLong, tooLong, [], now) }
        hand(now)
    }

    private mutating func take(_ text: ArraySlice<UInt8>, _ now: Double, _ wall: Double) {
        do throws(LineFault) {
            let line = try parser.parse(text)
            let timely = line.points.filter { isTimely($0, wall) }
            if timely.count < line.points.count { complain("a sample is too old, or of a time to come", text, now) }
            if line.refused > 0 { complain("a value cannot be stored", text, now) }
            points += timely
            lines += line.points.isEmpty ? 0 : 1
            refused += line.refused + line.points.count - timely.count
        } catch {
            refuse(error, 1, text, now)
        }
    }

    private func isTimely(_ point: PluginPoint, _ wall: Double) -> Bool {
        guard let time = point.time else { return true }
        return time >= wall - limits.oldest && time <= wall + newest
    }

    private mutating func refuse(_ fault: LineFault, _ count: Int, _ line: ArraySlice<UInt8>, _ now: Double) {
        refused += count
        complain("a line is refused, for \(fault.rawValue)", line, now)
    }

    private mutating func complain(_ cause: String, _ line: ArraySlice<UInt8>, _ now: Double) {
        log.complain(cause, now, line.isEmpty ? "" : ": " + String(decoding: line.prefix(200), as: UTF8.self))
    }

    private mutating func hand(_ now: Double) {
        let tooMany = exchange.add(points, lines: lines, refused: refused, at: now)
        if let first = tooMany.first {
            log.complain("new metrics are refused, for there are as many as max_series says", now, ": \(first)")
        }
        points.removeAll(keepingCapacity: true)
        (lines, refused) = (0, 0)
    }
}
