package import Logging
import ServiceLifecycle

/// Delivers for ever, to each destination in a loop of its own.
package struct Follower: Service {
    private let forwarder: Forwarder
    private let logger: Logger

    /// How long deliveries may take to come to an end; a request that is under way then is sent again by the next run.
    private static let patience = Duration.seconds(2)

    package init(_ forwarder: Forwarder, _ logger: Logger) {
        self.forwarder = forwarder
        self.logger = logger
    }

    /// Delivers until the service group shuts down.
    package func run() async throws {
        for destination in forwarder.destinations {
            _ = try await forwarder.cursors(of: destination, dryRun: false)
        }
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let loops = forwarder.destinations.map { destination in
            Task {
                var loop = FollowedDestination(destination, forwarder, logger)
                await loop.run()
                end.yield()
            }
        }
        try await gracefulShutdown()
        for loop in loops { loop.cancel() }
        Task {
            try? await Task.sleep(for: Self.patience)
            end.finish()
        }
        var left = loops.count
        for await _ in ended where left > 0 {
            left -= 1
            if left == 0 { break }
        }
    }
}
