import NIOCore

/// Bounds how long a head, and a body, may take to come. It is looked at only after reads that did not bring all: usual
/// requests set no timer.
struct ReadDeadline {
    /// What a clock that ran out asks for.
    enum Passed {
        case nothing
        case again
        case headIsSlow
        case bodyIsSlow
    }

    private let headTime: TimeAmount
    private let bodyTime: TimeAmount
    /// Bytes came behind the last head, and no head since.
    private var hasPartOfHead = false
    private var begun: NIODeadline?
    private var timer: Scheduled<Void>?

    /// Behind its first seconds a body must come as fast as this, on the average.
    static let leastBytesASecond = 4096

    init(_ settings: HTTPConnection.Settings) {
        headTime = .nanoseconds(Int64(settings.headSeconds * 1e9))
        bodyTime = .nanoseconds(Int64(settings.bodySeconds * 1e9))
    }

    mutating func bytesArrived() { hasPartOfHead = true }

    mutating func headCame() {
        (hasPartOfHead, begun) = (false, nil)
        cancel()
    }

    mutating func cancel() {
        timer?.cancel()
        timer = nil
    }

    /// `bodyBytes`: what has come of the body that is waited for.
    mutating func readCompleted(bodyBytes: Int?, now: NIODeadline, _ schedule: (TimeAmount) -> Scheduled<Void>) {
        guard timer == nil else { return }
        if let bodyBytes {
            let since = begun ?? now
            begun = since
            timer = schedule(max(.milliseconds(10), since + allowed(bodyBytes) - now))
        } else if hasPartOfHead {
            timer = schedule(headTime)
        }
    }

    mutating func passed(bodyBytes: Int?, isBetweenRequests: Bool, now: NIODeadline) -> Passed {
        timer = nil
        guard let bodyBytes, let begun else {
            begun = nil
            return hasPartOfHead && isBetweenRequests ? .headIsSlow : .nothing
        }
        return now >= begun + allowed(bodyBytes) ? .bodyIsSlow : .again
    }

    private func allowed(_ bytes: Int) -> TimeAmount {
        bodyTime + .nanoseconds(Int64(bytes) * (1_000_000_000 / Int64(ReadDeadline.leastBytesASecond)))
    }
}
