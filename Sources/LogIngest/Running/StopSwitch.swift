import Synchronization

/// Asks a run to stop taking shards; what ended is published, what is half read is left for the next run.
package final class StopSwitch: Sendable {
    private let isThrown = Atomic<Bool>(false)

    package init() {}

    package var isOn: Bool { isThrown.load(ordering: .relaxed) }

    /// May be called from any thread.
    package func turnOn() { isThrown.store(true, ordering: .relaxed) }
}
