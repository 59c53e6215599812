import Logging
package import ServiceLifecycle

/// Services that run beside each other until one of them fails or a signal ends them in order.
package struct DrainingGroup: Sendable {
    package var services: [any Service]
    /// How long what is under way may go on once the servers accept nothing more.
    package var drainSeconds: Double

    package init(_ services: [any Service], drainSeconds: Double) {
        (self.services, self.drainSeconds) = (services, drainSeconds)
    }

    /// Runs to the end. `draining` is done behind the first signal, before anything ends; a second signal waits for
    /// nothing.
    package func run(draining: @escaping @Sendable () async -> Void = {}) async throws {
        var configuration = ServiceGroupConfiguration(services: services, logger: .ofServers)
        configuration.maximumGracefulShutdownDuration = .seconds(drainSeconds)
        let running = ServiceGroup(configuration: configuration)
        let signals = DrainSignals()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await running.run() }
            tasks.addTask {
                await signals.first()
                await draining()
                await running.triggerGracefulShutdown()
                await signals.second()
            }
            // The services have ended, or a second signal wants them to.
            _ = try await tasks.next()
            tasks.cancelAll()
        }
    }
}

extension Logger {
    /// What the libraries below a server say: nothing but that they cannot go on.
    static let ofServers: Logger = {
        var logger = Logger(label: "server") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        return logger
    }()
}
