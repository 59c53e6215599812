import Synchronization

/// What one colo knows of its way to one region: how long it takes, and whether anybody serves there.
final class Way: Sendable {
    /// What the last probes say of the way.
    struct State: Sendable {
        /// Milliseconds: an exponentially weighted mean of the probes that were answered; it stays when they are not
        /// answered any more.
        var mean: Double?
        var isUp = true
        /// Probes in a row that say otherwise than `isUp`.
        var doubts = 0
        /// Why it is down: `not_ready`, `probe_failed`, `probe_timeout`, `refused`, ...
        var why: String?
    }

    /// How much the newest probe counts; Cloudflare's dynamic steering keeps such a mean too.
    /// https://developers.cloudflare.com/load-balancing/understand-basics/traffic-steering/steering-policies/dynamic-steering/
    static let weight = 0.3

    private let settings: ProbeSettings
    private let kept = Mutex(State())

    init(_ settings: ProbeSettings) { self.settings = settings }

    var state: State { kept.withLock { $0 } }

    /// A probe was answered in so many milliseconds.
    func note(milliseconds: Double) {
        kept.withLock { state in
            state.mean = state.mean.map { $0 + Way.weight * (milliseconds - $0) } ?? milliseconds
            guard !state.isUp else { return state.doubts = 0 }
            state.doubts += 1
            if state.doubts >= settings.upAfter { (state.isUp, state.doubts, state.why) = (true, 0, nil) }
        }
    }

    /// A probe, or a connection on a client's behalf, failed.
    func note(failure why: String) {
        kept.withLock { state in
            guard state.isUp else {
                (state.doubts, state.why) = (0, why)
                return
            }
            state.doubts += 1
            if state.doubts >= settings.downAfter { (state.isUp, state.doubts, state.why) = (false, 0, why) }
        }
    }
}
