import Logging
import Rogue
import RogueCommand
import Synchronization

/// Agents, one after the other: another one where the files of one are gone, or at SIGHUP, as its configuration file says
/// by then.
final class AgentLoop: Sendable {
    /// What an agent begins with.
    struct Start: Sendable {
        var path: String
        var settings: Agent.Settings
    }

    private let logger: Logger
    private let read: (@Sendable () throws -> Start)?
    private let next = Mutex<Start?>(nil)

    /// A loop that answers SIGHUP by `read`, where it is given; what that throws is told, and changes nothing.
    init(_ logger: Logger, read: (@Sendable () throws -> Start)?) {
        self.logger = logger
        self.read = read
    }

    /// Runs until the program is told to stop, or the ticks are done; answers how many samples were stored.
    func run(_ first: Start) async throws -> Int {
        var (start, stored) = (first, 0)
        let reload: @Sendable () async -> Bool = { [self] in readAnew() }
        let hangup = read == nil ? nil : reload
        while true {
            let prefix = try Prefix(making: start.path)
            let agent = try await Agent(prefix, start.settings, logger)
            logger.notice("started", metadata: start.settings.summary(prefix: prefix))
            let services = agent.services
            try await Daemon.run(
                services.main,
                services.others,
                onUserSignal: { await agent.flush() },
                onHangup: hangup,
                logger
            )
            await agent.flush()
            stored += await agent.stored
            start.settings.storage.resetTime = nil
            start.settings.ticks = await start.settings.ticks.map { [taken = agent.slotsTaken] in $0 - taken }
            if let other = next.withLock({ next in next.take() }) {
                start = other
            } else if await !agent.hasLostHome {
                return stored
            }
            guard start.settings.ticks ?? 1 > 0 else { return stored }
        }
    }

    /// Reads the configuration anew; whether it is good.
    private func readAnew() -> Bool {
        do {
            let start = try read?()
            next.withLock { $0 = start }
            return start != nil
        } catch {
            for line in (error as? ConfigurationErrors)?.lines ?? ["\(error)"] {
                logger.error("configuration not changed", metadata: ["mistake": "\(line)"])
            }
            return false
        }
    }
}
