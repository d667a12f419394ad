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
    ///
    /// Answers whether an agent lives.
    package func settle() async throws -> Bool {
        for _ in 0..<Self.patience * 20 {
            switch try AgentSocket.requestFlush(prefix, seconds: Self.patience) {
            case .flushed: return true
            case .silence: throw StorageError("read", prefix.path, "its agent does not answer")
            case .nobody: break
            }
            if let lock = try FileLock.take(prefix.file(AgentLock.fileName)) {
                defer { withExtendedLifetime(lock) {} }
                try await recover()
                return false
            }
            // An agent that starts, or another reader that recovers: it will listen, or let go of the lock.
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError("read", prefix.path, "its agent holds the lock and does not listen")
    }

    /// Whether an agent that lived died since: what was read meanwhile may have come from a torn file.
    package func hasLost(agent wasAlive: Bool) throws -> Bool {
        guard wasAlive else { return false }
        return try FileLock.take(prefix.file(AgentLock.fileName)) != nil
    }

    private func recover() async throws {
        let path = prefix.file(Journal.fileName)
        guard access(path, F_OK) == 0 else { return }
        let journal = try Journal(path: path, sync: .flush)
        guard try !journal.isSettled() else { return }
        try await HistoryWriter(prefix: prefix, journal: journal, sync: .flush, logger: logger).recover()
    }
}
