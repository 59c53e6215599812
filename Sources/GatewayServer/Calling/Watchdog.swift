import HTTPCalling
import NIOCore
import Synchronization

/// Ends a task when the phase that it is in takes too long.
///
/// It has no timer of its own: all of a process are looked at by one `WatchdogRound`, because a timer for each request
/// would cost more than all that the gateway does with it.
final class Watchdog: Sendable {
    private struct State {
        var deadline = NIODeadline.distantFuture
        var errorClass = ErrorClass.headerTimeout
        var fired: ErrorClass?
        var bite: (@Sendable () -> Void)?
    }

    private let round: WatchdogRound
    private let total: NIODeadline
    private let state = Mutex(State())

    /// `total` is the moment by which everything must be done.
    init(in round: WatchdogRound, total: NIODeadline) {
        self.round = round
        self.total = total
    }

    /// From here to `disarm` it is looked at; `bite` is done once, when time is up.
    func watch(_ bite: @escaping @Sendable () -> Void) {
        state.withLock { $0.bite = bite }
        round.add(self)
    }

    /// The phase that begins now may take so long.
    func arm(_ seconds: Double, _ errorClass: ErrorClass) {
        arm(until: .now() + .nanoseconds(Int64(seconds * 1e9)), errorClass)
    }

    func arm(until phase: NIODeadline, _ errorClass: ErrorClass) {
        state.withLock { ($0.deadline, $0.errorClass) = phase < total ? (phase, errorClass) : (total, .totalDeadline) }
    }

    /// Nothing is waited for any more.
    func disarm() {
        state.withLock { $0.bite = nil }
        round.remove(self)
    }

    /// Which phase took too long.
    var fired: ErrorClass? { state.withLock(\.fired) }

    fileprivate func look(_ now: NIODeadline) {
        let bite: (@Sendable () -> Void)? = state.withLock { state in
            guard state.deadline <= now, let bite = state.bite else { return nil }
            (state.fired, state.bite) = (state.errorClass, nil)
            return bite
        }
        bite?()
    }
}

/// Looks at all watchdogs, again and again: a deadline is noticed within a twentieth of a second.
final class WatchdogRound: Sendable {
    static let interval = TimeAmount.milliseconds(50)
    private let watchdogs = Mutex<[ObjectIdentifier: Watchdog]>([:])

    /// Goes on until the loop ends.
    func start(on loop: any EventLoop) {
        loop.scheduleRepeatedTask(initialDelay: WatchdogRound.interval, delay: WatchdogRound.interval) { [weak self] task in
            guard let self else { return task.cancel() }
            let now = NIODeadline.now()
            for watchdog in watchdogs.withLock({ Array($0.values) }) { watchdog.look(now) }
        }
    }

    fileprivate func add(_ watchdog: Watchdog) {
        watchdogs.withLock { $0[ObjectIdentifier(watchdog)] = watchdog }
    }

    fileprivate func remove(_ watchdog: Watchdog) {
        watchdogs.withLock { $0[ObjectIdentifier(watchdog)] = nil }
    }
}
