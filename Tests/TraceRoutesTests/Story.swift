import LogRecords
import StoreContract

@testable import TraceRoutes

/// Builds sightings as the vendors' lines would give them, in a few words each.
struct Story {
    static let day = Instant(nanoseconds: 1_789_471_928_000_000_000)  // 2026-09-15T11:32:08Z
    static let instance = "4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b11"

    private(set) var lines: [Sighting] = []
    var shards: [ShardEntry] = []
    var pruned: [Day: Instant] = [:]

    static func at(_ seconds: Double) -> Instant {
        day.advanced(by: Int64(seconds * 1_000_000_000))
    }

    /// A ray of that moment.
    static func ray(at seconds: Double, low: UInt64 = 7) -> UInt64 {
        EmbeddedTime.ray(at: at(seconds), low: low)
    }

    @discardableResult
    mutating func add(
        _ vantage: Vantage, _ format: String, from start: Double?, to end: Double?, shard: Int64? = nil,
        _ fill: (inout Sighting) -> Void
    ) -> Sighting {
        var line = Sighting(
            vantage: vantage, format: format,
            place: LinePlace(
                shard: shard ?? Int64(vantage.rawValue), line: Int64(lines.count + 1), offset: Int64(lines.count * 900), length: 899
            ))
        line.started = start.map(Story.at)
        line.ended = end.map(Story.at)
        fill(&line)
        lines.append(line)
        return line
    }

    mutating func edge(
        _ ray: UInt64, _ colo: String? = "IAD", from start: Double = 0, to end: Double = 2, path: String = "/ai/v2/completions",
        status: Int = 200, origin: Int? = nil, _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        add(.edge, "cloudflare.http_requests", from: start, to: end) {
            $0.ray = ray
            $0.colo = colo
            $0.method = "POST"
            $0.host = "cloud.example.com"
            $0.path = path
            $0.status = status
            $0.originStatus = origin ?? status
            fill(&$0)
        }
    }

    mutating func balancer(
        trace: ID128, from start: Double = 0.01, to end: Double = 1.9, result: String = "response_sent_by_backend",
        _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        add(.balancer, "google.load_balancer", from: start, to: end) {
            $0.traceID = trace
            $0.path = "/v2/completions"
            $0.result = result
            fill(&$0)
        }
    }

    mutating func cloudRun(
        trace: ID128, _ region: String, instance: String = "replica-1", from start: Double = 0.02, to end: Double = 1.8,
        status: Int = 200
    ) {
        add(.gateway, "google.cloud_run", from: start, to: end) {
            $0.traceID = trace
            $0.region = region
            $0.regionSource = "record"
            $0.gatewayInstance = instance
            $0.path = "/v2/completions"
            $0.status = status
        }
    }

    /// Our own gateway's record.
    mutating func gateway(
        _ requestID: String, _ region: String? = "us-east4", from start: Double = 0.1, to end: Double = 1.8, status: Int = 200,
        attempts: [Attempt]? = [.served("gcp.vertex_ai", "claude-sonnet-4")], _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        let number = UInt64(lines.count + 1000)
        add(.gateway, "waybill.gateway", from: start, to: end) {
            $0.requestID = requestID
            $0.region = region
            $0.regionSource = region == nil ? nil : "record"
            $0.status = status
            $0.result = status < 400 ? "completed" : "upstream_error"
            $0.path = "/v2/completions"
            $0.attempts = attempts ?? []
            $0.attemptCount = attempts?.count
            $0.recordID = number
            fill(&$0)
        }
    }

    /// The access line of GitLab's gateway; in an envelope where a region is given.
    mutating func access(
        _ correlation: String, _ region: String? = nil, from start: Double = 0.1, to end: Double = 1.8, status: Int = 200,
        path: String = "/v2/completions", _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        add(.gateway, "gitlab.ai_gateway", from: start, to: end) {
            $0.correlationID = correlation
            $0.path = path
            $0.status = status
            $0.duration = Int64((end - start) * 1_000_000_000)
            Story.wrap(&$0, region)
            fill(&$0)
        }
    }

    /// A line around a call to a model: `request`, `complete`, `usage`, `registry`, `retry`, `exhausted`, `exception`.
    mutating func call(
        _ kind: String, _ correlation: String, at time: Double, _ region: String? = nil, provider: String? = nil,
        model: String? = nil,
        location: String? = nil, host: String? = nil, served: Bool? = nil, error: String? = nil,
        _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        let begins = kind == "request" || kind == "registry"
        add(.provider, "gitlab.ai_gateway", from: begins ? time : nil, to: begins ? nil : time) {
            $0.correlationID = correlation
            $0.result = kind
            var attempt = Attempt(number: 1)
            attempt.provider = provider
            attempt.model = model
            attempt.location = location
            attempt.endpointHost = host
            attempt.served = served
            attempt.errorClass = error
            $0.attempts = [attempt]
            Story.wrap(&$0, region)
            fill(&$0)
        }
    }

    mutating func rails(
        _ correlation: String, ray: UInt64? = nil, from start: Double = -0.2, to end: Double = 2.2, path: String? = "/api/v4/chat",
        service: String = "rails", _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        add(.monolith, "gitlab.rails", from: start, to: end) {
            $0.correlationID = correlation
            $0.ray = ray
            $0.path = path
            $0.service = service
            $0.status = service == "sidekiq" ? nil : 200
            $0.host = "gitlab.customer.example"
            $0.user = "user-4711"
            fill(&$0)
        }
    }

    private static func wrap(_ line: inout Sighting, _ region: String?) {
        guard let region else { return }
        line.region = region
        line.regionSource = "envelope"
        line.envelopeRegion = region
        line.gatewayInstance = "replica-" + region
    }

    var tracer: Tracer<InMemoryStore> {
        Tracer(store: InMemoryStore(lines, shards: shards, pruned: pruned))
    }

    func ask(_ paste: String) throws -> Answer {
        try tracer.answer(paste)
    }
}

extension Attempt {
    static func served(_ provider: String, _ model: String, location: String? = nil) -> Attempt {
        var attempt = Attempt(number: 1)
        attempt.provider = provider
        attempt.model = model
        attempt.location = location
        attempt.served = true
        return attempt
    }

    static func failed(_ provider: String, _ error: String) -> Attempt {
        var attempt = Attempt(number: 1)
        attempt.provider = provider
        attempt.model = "m"
        attempt.errorClass = error
        attempt.served = false
        return attempt
    }
}

extension Answer {
    /// The only route's verdict.
    var verdict: Verdict? { routes.count == 1 ? routes[0].verdict : nil }

    /// The lines of a clause's evidence, as shard and line.
    func lines(of clause: Clause<String>?) -> [Int64] {
        (clause?.evidence ?? []).compactMap { evidence[$0 - 1].place?.line }
    }
}

let someTrace = ID128(high: 0x1cfb_32c2_4a18_378f, low: 0x0c78_34bb_46ae_5ba3)
