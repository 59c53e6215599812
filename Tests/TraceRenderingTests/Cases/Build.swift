import LogRecords
import TraceRoutes

/// Short ways to say what an answer holds, so that a case reads like a story.
func at(_ text: String) -> Instant {
    Instant(rfc3339: text) ?? Instant(nanoseconds: 0)
}

let millisecond: Int64 = 1_000_000

extension Clause where Value == String {
    static func seen(_ value: String, _ rule: String, _ line: Int) -> Clause {
        .observed(value, by: RuleName(rule), in: Evidence(line))
    }
}

extension Verdict {
    /// A verdict of which nothing is known until a case says so.
    static func unknown(_ cause: Cause = .notLoaded) -> Verdict {
        Verdict(
            edge: .unknown(cause), region: .unknown(cause), provider: .unknown(cause), model: .unknown(cause),
            location: .unknown(cause))
    }
}

extension Hop {
    init(
        _ number: Int, _ vantage: Vantage, _ value: String?, _ status: Int, from started: String, for duration: Int64,
        served: Bool = true,
        by link: String? = nil, exact: Bool = true, seen line: Int
    ) {
        self.init(number: number, vantage: vantage, evidence: [line])
        self.value = value
        self.status = status
        self.started = at(started)
        self.ended = at(started).advanced(by: duration)
        self.duration = duration
        self.served = served
        self.link = link.map { Link(by: $0, exact: exact) }
    }

    init(_ number: Int, _ vantage: Vantage, missing cause: Cause, _ detail: Detail? = nil) {
        self.init(number: number, vantage: vantage)
        self.cause = cause
        self.detail = detail
    }
}

extension RouteAttempt {
    init(
        _ number: Int, _ provider: String, _ model: String, from started: String, for duration: Int64, status: Int,
        error: String? = nil,
        next: String? = nil, served: Bool, location: String? = nil, seen line: Int
    ) {
        var attempt = Attempt(number: number)
        attempt.provider = provider
        attempt.model = model
        attempt.location = location
        attempt.started = at(started)
        attempt.duration = duration
        attempt.status = status
        attempt.errorClass = error
        attempt.nextAction = next
        attempt.served = served
        self.init(attempt: attempt, evidence: [line])
    }
}

extension EvidenceLine {
    init(_ number: Int, _ shard: String, line: Int64, _ format: String) {
        let digest = ContentDigest(value: ID128(high: 0x0123_4567_89AB_CDEF &* UInt64(number), low: 0xFEDC_BA98_7654_3210))
        let place = LinePlace(shard: Int64(number), line: line, offset: line &* 901, length: 1204)
        self.init(number: number, kind: .line, shard: shard, digest: digest, place: place, format: format)
    }
}

extension Coverage {
    static func of(
        _ from: String, _ to: String, complete: Bool = false, _ sources: [(name: String, loaded: Int, missing: Int?)]
    ) -> Coverage {
        Coverage(
            range: TimeRange(from: at(from), to: at(to)), complete: complete,
            sources: sources.map { Source(source: $0.name, loaded: $0.loaded, missing: $0.missing, truncated: 0, expired: 0) })
    }
}
