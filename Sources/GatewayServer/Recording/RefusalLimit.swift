import Synchronization

/// Decides which refused requests have a line of their own: so many a second for each peer, and for all peers. The
/// others are counted, and the log says how many there were.
final class RefusalLimit: Sendable {
    private struct State {
        var second = ContinuousClock.now
        var byPeer: [String: Int] = [:]
        var all = 0
        var leftOut: Int64 = 0
        var leftOutEver: Int64 = 0
    }

    private let mostOfPeer: Int
    private let most: Int
    private let state = Mutex(State())

    init(ofPeer: Int, all: Int) { (mostOfPeer, most) = (ofPeer, all) }

    /// Whether a request of this peer is written, and how many were left out since that was last said.
    func take(_ peer: String, now: ContinuousClock.Instant = .now) -> (isWritten: Bool, leftOut: Int64) {
        state.withLock { state in
            var leftOut: Int64 = 0
            if state.second.duration(to: now) >= .seconds(1) {
                (state.second, state.all) = (now, 0)
                state.byPeer.removeAll(keepingCapacity: true)
                (leftOut, state.leftOut) = (state.leftOut, 0)
            }
            let ofPeer = state.byPeer[peer, default: 0]
            guard state.all < most, ofPeer < mostOfPeer else {
                state.leftOut += 1
                state.leftOutEver += 1
                return (false, leftOut)
            }
            state.byPeer[peer] = ofPeer + 1
            state.all += 1
            return (true, leftOut)
        }
    }

    /// How many were left out since that was last said.
    func settle() -> Int64 {
        state.withLock { state in
            defer { state.leftOut = 0 }
            return state.leftOut
        }
    }

    /// How many were left out since the process began.
    var leftOutEver: Int64 { state.withLock(\.leftOutEver) }
}
