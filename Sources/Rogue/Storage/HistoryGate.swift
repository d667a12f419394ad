import Glibc
package import Logging

/// What a reader does before it reads, and after: nobody reads a file that a crash left torn, or rows that wait in the
/// journal.
package struct HistoryGate: Sendable {
    private let prefix: Prefix
    private let logger: Logger

    /// How long a reader waits for an agent that starts or flushes, in seconds.
    private static let patience = 30

    package init(_ prefix: Prefix, _ logger: Logger) {
        self.prefix = prefix
        self.logger = logger
    }

    /// Has all that was sampled brought into the files: by the agent, or where none lives, by a recovery here.
    package func settle() async throws -> Settled {
        for _ in 0..<Self.patience * 20 {
            switch try AgentSocket.requestFlush(prefix, seconds: Self.patience) {
            case .flushed: return Settled(byAgent: true, traces: [])
            case .silence: throw StorageError("read", prefix.path, "its agent does not answer")
            case .nobody: break
            }
            if let lock = try FileLock.take(prefix.file(AgentLock.fileName)) {
                defer { withExtendedLifetime(lock) {} }
                try await recover()
                return Settled(byAgent: false, traces: traces)
            }
            // An agent that starts, or another reader that recovers: it will listen, or let go of the lock.
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError("read", prefix.path, "its agent holds the lock and does not listen")
    }

    /// Whether an agent died since the files were ``settle()``d: what was read meanwhile may have come from a torn file.
    package func isDisturbed(since settled: Settled) throws -> Bool {
        guard try FileLock.take(prefix.file(AgentLock.fileName)) != nil else { return false }
        return settled.byAgent || traces != settled.traces
    }

    /// The state in which the files were brought up to date.
    package struct Settled: Hashable, Sendable {
        /// Whether an agent lived, and did it.
        fileprivate let byAgent: Bool
        /// What an agent changes as soon as it works.
        fileprivate let traces: [FileTrace?]
    }

    private var traces: [FileTrace?] {
        ["", "-wal"].map { FileTrace(prefix.file(Journal.fileName + $0)) }
    }

    private func recover() async throws {
        let path = prefix.file(Journal.fileName)
        guard access(path, F_OK) == 0 else { return }
        if let isSettled = try? Journal(path: path, sync: .flush).isSettled(), isSettled { return }
        _ = try await HistoryWriter.recovered(prefix, sync: .flush, logger)
    }
}
