import Synchronization

/// Keeps the lines that a plug-in's log got.
final class LineRecorder: Sendable {
    private let recorded = Mutex<[String]>([])

    var all: [String] { recorded.withLock(\.self) }

    /// Whether a line with this in it was written.
    func has(_ part: String) -> Bool { count(part) > 0 }

    func count(_ part: String) -> Int { all.count { $0.contains(part) } }

    var write: @Sendable (String) -> Void { { line in self.recorded.withLock { $0.append(line) } } }
}
