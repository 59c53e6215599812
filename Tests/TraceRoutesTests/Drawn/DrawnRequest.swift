import LogRecords
import OddValues

@testable import TraceRoutes

/// A request as it was, before each system wrote its part of it: ids, replica and true times.
struct DrawnRequest {
    var owner: Int
    /// In milliseconds from the story's first moment.
    var start: Int
    var duration: Int
    var ray: UInt64
    var correlation: String
    var trace: ID128
    var replica: String
    var path = "/v2/completions"
    var method = "POST"
    var status = 200
    /// Our gateway's record, or the access line and the call lines of GitLab's.
    var isOwnGateway: Bool
    var hasCloudRun: Bool
    var hasBalancer: Bool
    var region: String { "region-\(owner)" }
    var provider: String { "provider-\(owner)" }

    /// One that shares nothing with others.
    static func drawn(_ owner: Int, at start: Int, _ dice: inout SeededDice) -> DrawnRequest {
        let isOwnGateway = dice.below(4) == 0
        return DrawnRequest(
            owner: owner, start: start, duration: dice.element(of: [180, 900, 2_400, 7_000, 21_000]) + dice.below(150),
            ray: EmbeddedTime.ray(at: Story.day.advanced(by: Int64(start) * 1_000_000), low: dice.next() & 0xFFFF),
            correlation: "correlation-\(owner)-\(dice.below(1 << 30))", trace: ID128(high: dice.next(), low: dice.next() | 1),
            replica: "replica-\(owner)-\(dice.below(1 << 30))", isOwnGateway: isOwnGateway,
            hasCloudRun: !isOwnGateway || dice.below(2) == 0, hasBalancer: dice.below(3) > 0)
    }

    /// All its lines, each with the ids that this line of this request happened to get.
    func lines(_ dice: inout SeededDice) -> [Sighting] {
        var pen = LinePen(request: self, dice: dice)
        defer { dice = pen.dice }
        pen.edge()
        if hasBalancer { pen.balancer() }
        if hasCloudRun { pen.cloudRun() }
        if isOwnGateway {
            pen.record()
        } else {
            pen.access()
            let calls = 1 + pen.dice.below(2)
            for _ in 0..<calls { pen.call() }
        }
        return pen.lines
    }
}

/// Writes the lines of one request: each system by its own clock, in its own digits.
struct LinePen {
    let request: DrawnRequest
    var dice: SeededDice
    private(set) var lines: [Sighting] = []
    private let edgeClock, googleClock, applicationClock: Int
    /// How far inside the line in front of it the next one lies, at both ends.
    private var depth = 0

    init(request: DrawnRequest, dice: SeededDice) {
        self.request = request
        var dice = dice
        (edgeClock, googleClock, applicationClock) = (dice.below(100) - 50, dice.below(100) - 50, dice.below(100) - 50)
        self.dice = dice
    }

    private mutating func chance(_ one: Int, in many: Int = 4) -> Bool { dice.below(many) < one }

    private mutating func line(
        _ vantage: Vantage, _ format: String, clock: Int, digits: Int64 = 1_000_000,
        _ fill: (inout Sighting, inout SeededDice) -> Void
    ) {
        var line = Sighting(
            vantage: vantage, format: format,
            place: LinePlace(shard: 1, line: Int64(request.owner * 1000 + lines.count), offset: Int64(request.owner), length: 100))
        func written(_ milliseconds: Int) -> Instant {
            let exact = Story.day.nanoseconds + Int64(milliseconds + clock) * 1_000_000
            return Instant(nanoseconds: exact - exact % digits)
        }
        line.started = written(request.start + depth)
        line.ended = written(request.start + request.duration - depth)
        line.method = chance(3) ? request.method : nil
        line.path = request.path
        line.status = request.status
        var own = dice
        fill(&line, &own)
        dice = own
        lines.append(line)
        depth += dice.below(18)
    }

    mutating func edge() {
        let (request, digits) = (request, dice.element(of: [1_000_000, 1_000_000, 1_000, 1_000_000_000] as [Int64]))
        line(.edge, Source.edge, clock: edgeClock, digits: digits) { line, dice in
            line.ray = request.ray
            line.colo = "IAD"
            line.originStatus = request.status
            if dice.below(4) < 3 { line.correlationID = request.correlation }
            if dice.below(2) == 0 { line.traceID = request.trace }
        }
    }

    mutating func balancer() {
        let request = request
        line(.balancer, Source.balancer, clock: googleClock) { line, _ in
            line.traceID = request.trace
            line.result = "response_sent_by_backend"
        }
    }

    mutating func cloudRun() {
        let request = request
        line(.gateway, Source.cloudRun, clock: googleClock) { line, _ in
            line.traceID = request.trace
            line.region = request.region
            line.regionSource = "record"
            line.gatewayInstance = request.replica
        }
    }

    mutating func record() {
        let request = request
        line(.gateway, Source.waybillGateway, clock: applicationClock) { line, dice in
            line.requestID = "request-\(request.owner)"
            line.region = request.region
            line.regionSource = "record"
            line.recordID = UInt64(request.owner)
            if dice.below(2) == 0 { line.ray = request.ray }
            if dice.below(2) == 0 { line.correlationID = request.correlation }
            if dice.below(2) == 0 { line.traceID = request.trace }
            line.attempts = [.served(request.provider, "m")]
            line.attemptCount = 1
        }
    }

    mutating func access() {
        let request = request
        line(.gateway, Source.gitlabGateway, clock: applicationClock) { line, dice in
            line.wrapped(of: request, &dice)
            if let start = line.started, let end = line.ended, dice.below(2) == 0 {
                line.duration = end.nanoseconds - start.nanoseconds
            }
        }
    }

    /// The two lines of one call, somewhere while the request ran.
    mutating func call() {
        let (request, depth) = (request, depth)
        let inside = max(2, request.duration - 2 * depth)
        let (from, to) = (dice.below(inside / 2), inside / 2 + dice.below(inside / 2))
        for kind in ["request", "complete"] {
            let moment = request.start + depth + applicationClock + (kind == "request" ? from : to)
            line(.provider, Source.gitlabGateway, clock: applicationClock) { line, dice in
                let time = Story.day.advanced(by: Int64(moment) * 1_000_000)
                (line.started, line.ended) = kind == "request" ? (time, nil) : (nil, time)
                (line.path, line.method, line.status) = (nil, nil, nil)
                line.result = kind
                line.wrapped(of: request, &dice)
                var attempt = Attempt(number: 1)
                attempt.provider = request.provider
                if kind == "complete" { attempt.served = request.status < 400 }
                line.attempts = [attempt]
            }
            self.depth = depth
        }
    }
}

extension Sighting {
    /// As an application's line in an envelope of Google's.
    fileprivate mutating func wrapped(of request: DrawnRequest, _ dice: inout SeededDice) {
        gatewayInstance = request.replica
        if dice.below(4) > 0 {
            region = request.region
            regionSource = "envelope"
            envelopeRegion = request.region
        }
        correlationID = dice.below(4) > 0 ? request.correlation : nil
        traceID = dice.below(2) == 0 ? request.trace : nil
    }
}

/// Whether these lines hang together through ids that are followed.
func hangTogether(_ lines: [Sighting]) -> Bool {
    var reached: Set<Int> = [0]
    var known = Set(followed(lines.first))
    while let next = lines.indices.first(where: { !reached.contains($0) && !known.isDisjoint(with: followed(lines[$0])) }) {
        reached.insert(next)
        known.formUnion(followed(lines[next]))
    }
    return reached.count == lines.count
}

private func followed(_ line: Sighting?) -> [CanonicalIdentifier] {
    (line?.identifiers ?? []).filter { $0.kind.isFollowed }.map { CanonicalIdentifier($0.text) }
}
