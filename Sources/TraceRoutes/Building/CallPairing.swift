import LogRecords

/// Combines the lines that GitLab's gateway writes around its calls to models into calls.
///
/// No line numbers its call, so order is all there is: "Request to LLM" begins a call, the next end of that request
/// ends it. Where two are open at once, an end belongs to the one of its provider, or to nobody.
struct CallPairing {
    private(set) var calls: [CallFacts] = []
    private(set) var resolved: CallFacts?
    private(set) var loose: [CallFacts] = []
    private var open: [Int] = []
    private var lastEnded: Int?

    init(_ lines: [JoinedRecord], access: JoinedRecord?) {
        for line in lines.sorted(by: CallPairing.isEarlier) {
            for attempt in line.sighting.attempts.prefix(1) { take(line, attempt) }
        }
        for index in calls.indices { calls[index].attempt.number = index + 1 }
        settleServed(access)
    }

    private static func isEarlier(_ left: JoinedRecord, _ right: JoinedRecord) -> Bool {
        func key(_ record: JoinedRecord) -> (Int64, Int64, Int64) {
            // By the moment when it was written.
            let sighting = record.sighting
            return ((sighting.ended ?? sighting.started)?.nanoseconds ?? 0, sighting.place.shard, sighting.place.line)
        }
        return key(left) < key(right)
    }

    private mutating func take(_ line: JoinedRecord, _ attempt: Attempt) {
        switch line.sighting.result {
        case "registry": if resolved == nil { resolved = CallFacts(attempt, .callLine, in: line) }
        case "request": begin(line, attempt)
        case "complete": end(line, attempt)
        case "usage": addUsage(line, attempt)
        case "retry", "exhausted": fail(line, attempt)
        case "exception": fail(line, attempt)
        default:
            calls.append(CallFacts(attempt, .callLine, in: line))
        }
    }

    private mutating func begin(_ line: JoinedRecord, _ attempt: Attempt) {
        var attempt = attempt
        attempt.started = attempt.started ?? line.sighting.started
        // The line only says that a call began.
        attempt.served = nil
        open.append(calls.count)
        calls.append(CallFacts(attempt, .callAddress, in: line))
    }

    private mutating func end(_ line: JoinedRecord, _ attempt: Attempt) {
        if open.isEmpty {
            // A client that writes no line at its call's beginning.
            var attempt = attempt
            if attempt.duration == nil { attempt.duration = line.sighting.duration }
            lastEnded = calls.count
            var call = CallFacts(attempt, .callLine, in: line)
            call.ended = line.sighting.ended
            calls.append(call)
        } else if let index = onlyOpen(for: attempt) {
            calls[index].add(attempt, .callLine, in: line)
            if calls[index].attempt.duration == nil { calls[index].attempt.duration = line.sighting.duration }
            open.removeAll { $0 == index }
            lastEnded = index
        } else {
            loose.append(CallFacts(attempt, .callLine, in: line))
        }
    }

    /// The open call that a line ends: the only one, or the only one of its provider.
    private func onlyOpen(for attempt: Attempt) -> Int? {
        if open.count == 1 { return open[0] }
        guard let provider = attempt.provider else { return nil }
        let fitting = open.filter { calls[$0].attempt.provider == provider }
        return fitting.count == 1 && open.allSatisfy { calls[$0].attempt.provider != nil } ? fitting[0] : nil
    }

    /// The usage line comes a moment before the end or after it.
    private mutating func addUsage(_ line: JoinedRecord, _ attempt: Attempt) {
        if open.count == 1 || (open.count > 1 && onlyOpen(for: attempt) != nil), let index = onlyOpen(for: attempt) {
            calls[index].add(attempt, .callLine, in: line)
        } else if open.isEmpty, let index = lastEnded, calls[index].attempt.inputTokens == nil {
            calls[index].add(attempt, .callLine, in: line)
        } else {
            loose.append(CallFacts(attempt, .callLine, in: line))
        }
    }

    /// A call failed; where none is open it is the one that just ended with an error.
    private mutating func fail(_ line: JoinedRecord, _ attempt: Attempt) {
        var failure = attempt
        failure.served = false
        if open.count == 1 {
            calls[open[0]].add(failure, .callLine, in: line)
            lastEnded = open[0]
            open = []
        } else if open.isEmpty, let index = lastEnded, calls[index].attempt.served == false {
            calls[index].add(failure, .callLine, in: line)
        } else if open.isEmpty, lastEnded == nil, attempt.provider != nil || attempt.model != nil {
            lastEnded = calls.count
            calls.append(CallFacts(failure, .callLine, in: line))
        }
    }

    /// A call served the request only where that is certain: it is the last, ended without error, and the request ended
    /// well.
    private mutating func settleServed(_ access: JoinedRecord?) {
        let succeeded = calls.indices.filter { calls[$0].attempt.served == true }
        for index in succeeded { calls[index].attempt.served = nil }
        guard let last = calls.indices.last, succeeded.last == last, open.isEmpty, loose.isEmpty, isGood(access) else { return }
        calls[last].attempt.served = true
        calls[last].attempt.nextAction = calls[last].attempt.nextAction ?? "serve"
    }

    private func isGood(_ access: JoinedRecord?) -> Bool {
        guard let status = access?.sighting.status else { return false }
        return (200..<300).contains(status)
    }
}
