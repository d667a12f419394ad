/// What is said of a plug-in: each cause once an hour, and a few lines of its stderr a minute.
///
/// The rest is counted.
struct PluginLog {
    private let write: @Sendable (String) -> Void
    private let plugin: String
    private let limits: ExecLimits
    private var causes: [String: Silence] = [:]
    private var stderr = Silence()
    private var errorLines = 0

    private static let mostCauses = 1_000
    private static let longestText = 500

    /// How often something happened that was not said, and when it was said last.
    private struct Silence {
        var count = 0
        var since = -Double.infinity
    }

    init(_ plugin: String, _ limits: ExecLimits, _ write: @escaping @Sendable (String) -> Void) {
        self.plugin = plugin
        self.limits = limits
        self.write = write
    }

    /// Says that something happened, unless the same cause was said within the hour.
    mutating func complain(_ cause: String, _ now: Double, _ detail: @autoclosure () -> String = "") {
        var silence = causes[cause] ?? Silence()
        if now - silence.since >= limits.complaintPeriod {
            let more = silence.count > 0 ? " (and \(silence.count) times since it was said last)" : ""
            write("exec \(plugin): \(cause)\(Self.shown(detail()))\(more)")
            silence = Silence(since: now)
        } else {
            silence.count += 1
        }
        if causes.count >= Self.mostCauses { causes.removeAll() }
        causes[cause] = silence
    }

    /// Passes on a line of a program's stderr, or `nil` for one that was too long.
    mutating func passOn(_ line: ArraySlice<UInt8>?, of program: String, _ now: Double) {
        tell(now)
        if now - stderr.since >= 60 {
            stderr = Silence(since: now)
            errorLines = 0
        }
        guard let line, errorLines < limits.errorLines else {
            stderr.count += 1
            return
        }
        errorLines += 1
        write("exec \(plugin): \(program) says: \(Self.shown(String(decoding: line, as: UTF8.self)))")
    }

    /// Says how many lines of stderr were left out in a minute that is over.
    mutating func tell(_ now: Double) {
        guard stderr.count > 0, now - stderr.since >= 60 else { return }
        write("exec \(plugin): \(stderr.count) more lines of stderr left out")
        stderr.count = 0
    }

    /// One line of bounded length, whatever a program wrote.
    private static func shown(_ text: String) -> String {
        let line = text.unicodeScalars.prefix(longestText).map { $0.properties.generalCategory == .control ? "?" : $0 }
        return String(String.UnicodeScalarView(line)) + (text.unicodeScalars.count > longestText ? "…" : "")
    }
}
