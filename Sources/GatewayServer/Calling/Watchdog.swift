import NIOCore
import Synchronization

/// Ends a task when the phase that it is in takes too long. The deadline is moved at each event, the timer only when it fires.
final class Watchdog: Sendable {
    private struct State {
        var deadline = NIODeadline.distantFuture
        var errorClass = ErrorClass.headerTimeout
        var fired: ErrorClass?
        /// When the next look is due.
        var scheduled = NIODeadline.distantFuture
        var isOver = false
        var bite: (@Sendable () -> Void)?
    }

    private let loop: any EventLoop
    private let total: NIODeadline
    private let state = Mutex(State())

    /// `total` is the moment by which everything must be done.
    init(on loop: any EventLoop, total: NIODeadline) {
        self.loop = loop
        self.total = total
    }

    /// What is done when time is up.
    func onBite(_ bite: @escaping @Sendable () -> Void) {
        state.withLock { $0.bite = bite }
    }

    /// The phase that begins now may take so long.
    func arm(_ seconds: Double, _ errorClass: ErrorClass) {
        arm(until: .now() + .nanoseconds(Int64(seconds * 1e9)), errorClass)
    }

    func arm(until phase: NIODeadline, _ errorClass: ErrorClass) {
        let (deadline, reason) = phase < total ? (phase, errorClass) : (total, .totalDeadline)
        let delay: TimeAmount? = state.withLock { state in
            (state.deadline, state.errorClass) = (deadline, reason)
            guard deadline < state.scheduled, !state.isOver else { return nil }
            state.scheduled = deadline
            return deadline - .now()
        }
        if let delay { schedule(in: delay) }
    }

    /// Nothing is waited for any more.
    func disarm() {
        state.withLock { ($0.deadline, $0.isOver, $0.bite) = (.distantFuture, true, nil) }
    }

    /// Which phase took too long.
    var fired: ErrorClass? { state.withLock(\.fired) }

    private func schedule(in delay: TimeAmount) {
        _ = loop.scheduleTask(in: delay) { [weak self] in self?.look() }
    }

    private func look() {
        enum Next {
            case nothing
            case again(TimeAmount)
            case bite((@Sendable () -> Void)?)
        }
        let next: Next = state.withLock { state in
            guard !state.isOver else { return .nothing }
            let left = state.deadline - .now()
            guard left <= .zero else {
                state.scheduled = state.deadline
                return .again(left)
            }
            (state.fired, state.isOver) = (state.errorClass, true)
            return .bite(state.bite)
        }
        switch next {
        case .nothing: break
        case .again(let left): schedule(in: left)
        case .bite(let bite): bite?()
        }
    }
}
