package import NIOCore
import Synchronization

/// Whether the client is still there; whoever works for it is told when it leaves.
package final class ClientPresence: Sendable {
    /// How soon work for a client that left ends.
    package enum Policy: Sendable {
        case now
        /// After as long as an answer may be worth its usage.
        case afterDraining(on: any EventLoop)
    }

    private struct State {
        var isGone = false
        var work: (@Sendable () -> Void)?
    }

    static let drainSeconds: Int64 = 10
    private let state = Mutex(State())

    package init() {}

    package var isGone: Bool { state.withLock(\.isGone) }

    /// The client has left.
    package func leave() {
        let work = state.withLock { state in
            defer { (state.isGone, state.work) = (true, nil) }
            return state.isGone ? nil : state.work
        }
        work?()
    }

    /// What is to be done when it leaves, or at once if it has.
    package func onGone(_ policy: Policy, _ work: @escaping @Sendable () -> Void) {
        let todo: @Sendable () -> Void = {
            switch policy {
            case .now: work()
            case .afterDraining(let loop): _ = loop.scheduleTask(in: .seconds(ClientPresence.drainSeconds), work)
            }
        }
        let isGone = state.withLock { state in
            if !state.isGone { state.work = todo }
            return state.isGone
        }
        if isGone { todo() }
    }

    /// Lets the work go: whether its client leaves is no matter any more.
    package func forget() {
        state.withLock { $0.work = nil }
    }
}
