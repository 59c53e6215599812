import Foundation
import Synchronization

/// One provider that is stood in for.
final class StandIn: Sendable {
    /// What the stand-in was asked.
    struct Counts: Codable, Sendable {
        var calls = 0
        var open = 0
        var cancelled = 0
    }

    /// What one call is to be like.
    struct Turn: Sendable {
        var number: Int
        var fault: Fault?
        var pieces: Int
        var pieceBytes: Int
        var delayMilliseconds: Int
        var pieceDelayMilliseconds: Int
    }

    private struct State {
        var orders = Orders()
        var counts = Counts()
    }

    let name: String
    let settings: StandInSettings
    private let state = Mutex(State())

    init(_ name: String, _ settings: StandInSettings) { (self.name, self.settings) = (name, settings) }

    func order(_ orders: Orders) { state.withLock { $0.orders = orders } }

    var counts: Counts { state.withLock(\.counts) }

    /// A call comes in.
    func begin() -> Turn {
        state.withLock { state in
            state.counts.calls += 1
            state.counts.open += 1
            var faults = state.orders.faults ?? []
            let fault = faults.first
            if faults.count > 1 || state.orders.repeat != true { faults = Array(faults.dropFirst()) }
            state.orders.faults = faults
            return Turn(
                number: state.counts.calls, fault: fault, pieces: state.orders.pieces ?? settings.pieces,
                pieceBytes: state.orders.pieceBytes ?? 0,
                delayMilliseconds: state.orders.delayMilliseconds ?? settings.delayMilliseconds,
                pieceDelayMilliseconds: state.orders.pieceDelayMilliseconds ?? settings.pieceDelayMilliseconds)
        }
    }

    func end(wasCancelled: Bool) {
        state.withLock { state in
            state.counts.open -= 1
            if wasCancelled { state.counts.cancelled += 1 }
        }
    }
}
