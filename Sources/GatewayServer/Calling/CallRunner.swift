import AsyncHTTPClient
import Clocks
import HTTPCalling
import HTTPServing
import LogRecords
import NIOCore
import Synchronization

/// Has a call served by one of its targets: in their order, each once, and none other once the client has the first
/// words.
struct CallRunner: Sendable {
    let call: ModelCall
    let chain: Chain
    let trace: OutgoingTrace
    let timeouts: TimeoutSettings
    let loop: any EventLoop
    let round: WatchdogRound
    let sink: AnswerSink
    let client: ClientPresence
    /// Told of each call before it is sent.
    let onOpen: @Sendable (Attempt, Int) async -> Void

    /// Runs to the end, whatever happens: what it gives is complete.
    func run() async -> CallReport {
        let total = NIODeadline.now() + .nanoseconds(Int64(timeouts.total * 1e9))
        var report = CallReport(ending: .failed(CallFailure(.other)))
        let callable = chain.targets.filter(call.canBeServed)
        report.excluded = chain.targets.filter { !call.canBeServed(by: $0) }.map { ($0.id, "capability") }
        var failures: [CallFailure] = []
        for (index, target) in callable.enumerated() {
            let isLast = index == callable.count - 1
            let attempt = await tryOnce(target, number: index + 1, total: total, &report)
            let failure: CallFailure
            switch attempt {
            case .served: return ended(.served, "serve", &report)
            case .truncated(let errorClass): return ended(.truncated(errorClass), "fail_fast", &report)
            case .clientGone: return ended(.clientGone, "client_gone", &report)
            case .failed(let found): failure = found
            }
            failures.append(failure)
            let goesOn = failure.errorClass.mayBeServedElsewhere
            report.attempts[report.attempts.count - 1].nextAction = !goesOn ? "fail_fast" : isLast ? "exhausted" : "next_target"
            if !goesOn { break }
        }
        report.ending = .failed(CallRunner.mostTelling(failures))
        return report
    }

    private func ended(_ ending: CallReport.Ending, _ action: String, _ report: inout CallReport) -> CallReport {
        report.ending = ending
        if !report.attempts.isEmpty { report.attempts[report.attempts.count - 1].nextAction = action }
        return report
    }

    /// A wrong request says more than an overloaded provider, and that more than one that cannot be reached.
    private static func mostTelling(_ failures: [CallFailure]) -> CallFailure {
        func rank(_ failure: CallFailure) -> Int {
            switch failure.errorClass {
            case .badRequest, .notFound: 4
            case .rateLimited: 3
            case .overloaded, .serverError, .inStreamError: 2
            case .totalDeadline, .headerTimeout, .idleTimeout: 1
            default: 0
            }
        }
        return failures.max { rank($0) < rank($1) } ?? CallFailure(.other)
    }

    private func tryOnce(
        _ target: Target, number: Int, total: NIODeadline, _ report: inout CallReport
    ) async -> AttemptEnding {
        var attempt = Attempt(target)
        defer {
            attempt.duration = attempt.started == nil ? nil : attempt.age
            report.waited += attempt.duration ?? 0
            report.attempts.append(attempt)
            report.usage.take(attempt.facts.counts)
            if let errorClass = attempt.errorClass, errorClass.mayBeBilled, attempt.started != nil {
                report.isBillingUnknown = true
            }
        }
        if client.isGone { return .clientGone }
        guard NIODeadline.now() < total else {
            attempt.errorClass = .totalDeadline
            return .failed(CallFailure(.totalDeadline))
        }
        let outgoing = call.outgoing(to: target)
        guard let request = outgoing.request(trace) else {
            attempt.errorClass = .auth
            return .failed(CallFailure(.auth))
        }
        attempt.started = .now
        await onOpen(attempt, number)
        let watchdog = Watchdog(in: round, total: total)
        let exchange = Exchange(
            request: request, outgoing: outgoing, timeouts: timeouts, watchdog: watchdog, sink: sink, client: client,
            attempt: attempt,
            number: number, isRelayed: call.isRelayed)
        let task = Task { await exchange.run() }
        watchdog.watch { task.cancel() }
        client.onGone(chain.clientGone == .cancel ? .now : .afterDraining(on: loop)) { task.cancel() }
        let result = await task.value
        watchdog.disarm()
        client.forget()
        attempt = result.attempt
        report.badLines += result.badLines
        return result.ending
    }
}

/// How one attempt ended.
enum AttemptEnding: Sendable {
    case served
    case truncated(ErrorClass)
    case failed(CallFailure)
    case clientGone
}
