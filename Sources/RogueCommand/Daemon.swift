package import Logging
package import ServiceLifecycle
import UnixSignals

/// A program that runs until it is told to stop.
package enum Daemon {
    /// Runs the service until it ends by itself, or until SIGTERM or SIGINT has it shut down in order.
    package static func run(_ service: some Service, _ logger: Logger) async throws {
        let services = [
            ServiceGroupConfiguration.ServiceConfiguration(
                service: service,
                successTerminationBehavior: .gracefullyShutdownGroup
            )
        ]
        let signals: [UnixSignal] = [.sigterm, .sigint]
        let configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: signals,
            logger: logger
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}
