import ServiceLifecycle

/// Does something again and again, with a pause before each time, until the process drains.
package struct Repeating: Service {
    private let pause: @Sendable () -> Double
    private let work: @Sendable () async -> Void

    /// `pause` is in seconds, and asked for before each time.
    package init(every pause: @autoclosure @escaping @Sendable () -> Double, _ work: @escaping @Sendable () async -> Void) {
        (self.pause, self.work) = (pause, work)
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {  // that it was cut short is its end
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(pause()))
                await work()
            }
        }
    }
}
