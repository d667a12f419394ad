package import Logging
package import ServiceLifecycle
import UnixSignals

/// A program that runs until it is told to stop.
package enum Daemon {
    /// Runs the services until `main` ends by itself, or until SIGTERM or SIGINT has them shut down in order.
    ///
    /// At each SIGUSR1 `onUserSignal` is called. Where there is an `onHangup`, it is called at each SIGHUP, and has the
    /// services shut down where it answers `true`; else that signal does what it does to every program.
    package static func run(
        _ main: any Service,
        _ others: [any Service],
        onUserSignal: @escaping @Sendable () async -> Void,
        onHangup: (@Sendable () async -> Bool)? = nil,
        _ logger: Logger
    ) async throws {
        typealias Configuration = ServiceGroupConfiguration.ServiceConfiguration
        var rest = (others + [UserSignal(action: onUserSignal)]).map { Configuration(service: $0) }
        if let onHangup {
            let hangup = Hangup(action: onHangup)
            rest.append(Configuration(service: hangup, successTerminationBehavior: .gracefullyShutdownGroup))
        }
        let signals: [UnixSignal] = [.sigterm, .sigint]
        let configuration = ServiceGroupConfiguration(
            services: rest + [Configuration(service: main, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: signals,
            logger: logger
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Does something at each SIGUSR1.
private struct UserSignal: Service {
    let action: @Sendable () async -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sigusr1).cancelOnGracefulShutdown() {
            await action()
        }
    }
}

/// Does something at each SIGHUP, and ends where that says so.
private struct Hangup: Service {
    let action: @Sendable () async -> Bool

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            if await action() { return }
        }
    }
}
