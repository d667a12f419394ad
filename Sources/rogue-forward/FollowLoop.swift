import Logging
import Rogue
import RogueCommand
import Synchronization

/// Followers, one after the other: another one at each SIGHUP, as the configuration file says by then.
final class FollowLoop: Sendable {
    private let logger: Logger
    private let read: (@Sendable () throws -> Forwarder)?
    private let next = Mutex<Forwarder?>(nil)

    /// A loop that answers SIGHUP by `read`, where it is given; what that throws is told, and changes nothing.
    init(_ logger: Logger, read: (@Sendable () throws -> Forwarder)?) {
        self.logger = logger
        self.read = read
    }

    /// Runs until the program is told to stop.
    func run(_ first: Forwarder) async throws {
        var forwarder: Forwarder? = first
        let reload: @Sendable () async -> Bool = { [self] in readAnew() }
        let hangup = read == nil ? nil : reload
        while let now = forwarder {
            let names = now.names.joined(separator: ", ")
            logger.notice("started", metadata: ["destinations": "\(names)"])
            try await Daemon.run(Follower(now, logger), [], onUserSignal: {}, onHangup: hangup, logger)
            forwarder = next.withLock { $0.take() }
        }
        logger.notice("stopped")
    }

    /// Reads the configuration anew; whether it is good.
    private func readAnew() -> Bool {
        do {
            let forwarder = try read?()
            next.withLock { $0 = forwarder }
            return forwarder != nil
        } catch {
            for line in (error as? ConfigurationErrors)?.lines ?? ["\(error)"] {
                logger.error("configuration not changed", metadata: ["mistake": "\(line)"])
            }
            return false
        }
    }
}
