import Glibc

/// `agent.lock`: who holds it owns the journal and the RRD files.
package enum AgentLock {
    static let fileName = "agent.lock"

    /// How long an agent waits for a reader that recovers, in seconds.
    private static let patience = 10

    /// Takes the lock; another agent at work is an error, a reader at a recovery is waited for.
    package static func take(_ prefix: Prefix) throws -> FileLock {
        for _ in 0..<patience * 20 {
            if let lock = try FileLock.take(prefix.file(fileName)) { return lock }
            if try AgentSocket.requestFlush(prefix, seconds: patience) != .nobody { break }
            usleep(50_000)
        }
        throw StorageError("sample into", prefix.path, "another rogue-agent is at work there")
    }
}
