package import LogRecords

/// A store that can be opened again and again, for writing and for reading.
package protocol StoreUnderTest {
    /// Ends the last writer, published or not, and opens another.
    func makeWriter() throws -> any RecordWriter
    func makeReader() throws -> any RecordReader
    /// Marks a day as pruned.
    func prune(_ day: Day) throws
    /// Keeps how often loads come.
    func keep(_ rhythm: LoadRhythm) throws
}

/// What every store must do: one list of cases, run by each store's tests.
package struct StoreContract: Sendable, CustomStringConvertible {
    package let name: String
    private let check: @Sendable (any StoreUnderTest) throws -> Void

    init(_ name: String, _ check: @escaping @Sendable (any StoreUnderTest) throws -> Void) {
        self.name = name
        self.check = check
    }

    package var description: String { name }

    package func run(on store: some StoreUnderTest) throws {
        try check(store)
    }

    package static let all: [StoreContract] = writing + identifiers + beginnings + instances + connected + calendar + silence
}

/// A promise that a store did not keep.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String
}

func expect<Value: Equatable>(_ value: Value, is expected: Value, _ what: String = "value", line: Int = #line) throws {
    if value != expected { throw BrokenPromise(description: "line \(line): \(what) is \(value), not \(expected)") }
}

extension StoreUnderTest {
    /// Loads a shard of these sightings and publishes it.
    @discardableResult
    func load(
        _ sightings: [Sighting], digest: UInt64 = 1, firstVisibleLine: Int64 = 1, with writer: (any RecordWriter)? = nil,
        publish: Bool = true, hasRhythm: Bool = true, countedIn series: String? = nil
    ) throws -> ShardEntry {
        let writer = try writer ?? makeWriter()
        let number = try writer.beginShard()
        try writer.append(sightings, shard: number)
        var finished = FinishedShard(of: sightings, digest: digest, firstVisibleLine: firstVisibleLine)
        if !hasRhythm { finished.rhythm = nil }
        if let series, let filed = sightings.compactMap(\.filed).min() {
            finished.rhythm = ShardRhythm(
                series: series, window: TimeRange(from: filed, to: filed.advanced(by: Instant.hour)), periodNanoseconds: nil,
                part: "\(digest)", isGapless: true)
        }
        let entry = try writer.endShard(number, as: finished)
        if publish { try writer.publish() }
        return entry
    }

    func find(_ texts: String..., on days: DaySelection = .all, limit: Int = 1000) throws -> IdentifierMatches {
        try makeReader().sightings(carrying: texts.map { CanonicalIdentifier($0) }, on: days, limit: limit)
    }

    func lines(_ text: String, on days: DaySelection = .all) throws -> [Int64] {
        try find(text, on: days).sightings.map(\.place.line).sorted()
    }
}

extension FinishedShard {
    init(of sightings: [Sighting], digest: UInt64, firstVisibleLine: Int64 = 1) {
        var tally = Tally()
        tally.stored = Int64(sightings.count { $0.place.line >= firstVisibleLine })
        tally.lines = tally.stored
        tally.bytes = 1000
        let times = sightings.compactMap(\.filed).sorted()
        let span = times.first.flatMap { first in times.last.map { TimeRange(from: first, to: $0) } }
        self.init(
            digest: ContentDigest(value: ID128(high: 7, low: digest)), firstLineHash: 0xFEED_0000_0000_0001 &+ digest,
            path: "gateway/shard-\(digest).ndjson.gz", folder: "/logs", coding: .gzip, fileBytes: 512, tally: tally,
            sources: [.init(name: "waybill.gateway", records: tally.stored, span: span)],
            rhythm: ShardRhythm(
                series: "gateway/a", window: TimeRange(from: .noon, to: .noon.advanced(by: Instant.hour)),
                periodNanoseconds: Instant.hour, part: "0", isGapless: true),
            truncated: false, firstVisibleLine: firstVisibleLine,
            problems: [LineProblem(reason: .notJSON, line: 9, offset: 90, length: 3)],
            hint: FileHint(
                path: "/logs/gateway/shard-\(digest).ndjson.gz", device: .max, inode: digest, size: 512, modified: .noon,
                changed: .noon),
            servedBytes: 2000)
    }
}

extension Instant {
    /// 2026-03-10T12:00:00Z
    static let noon = Instant(nanoseconds: 1_773_144_000 * second)
}

extension Sighting {
    /// A gateway's record at a line.
    static func at(line: Int64, _ change: (inout Sighting) -> Void = { _ in }) -> Sighting {
        var sighting = Sighting(
            vantage: .gateway, format: "waybill.gateway",
            place: LinePlace(shard: 0, line: line, offset: (line - 1) * 100, length: 99))
        sighting.started = Instant.noon.advanced(by: line * Instant.second)
        change(&sighting)
        return sighting
    }

    /// A record with a value in every field.
    static func full(line: Int64) -> Sighting {
        at(line: line) { sighting in
            sighting.ended = Instant.noon.advanced(by: line * Instant.second + 5)
            (sighting.duration, sighting.firstByte) = (-5, 3)
            (sighting.method, sighting.host, sighting.path) = ("POST", "gw.example.test", "/v2/\u{0}completions")
            (sighting.status, sighting.originStatus, sighting.result) = (200, 0, "completed")
            (sighting.faultDomain, sighting.error, sighting.colo) = ("provider", "overloaded", "IAD")
            (sighting.region, sighting.envelopeRegion, sighting.regionSource) = ("us-east4", "us-east1", "record")
            (sighting.reroutedFrom, sighting.rerouteReason) = ("europe-west2", "not_ready")
            (sighting.zone, sighting.service, sighting.revision) = ("us-east4-b", "gateway", "r-12")
            (sighting.gatewayInstance, sighting.sequence) = ("0b9c5d9e", .max)
            (sighting.customerInstance, sighting.instanceProof) = ("292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "claimed")
            (sighting.customerHost, sighting.customerVersion) = ("gitlab.example.test", "18.1.0")
            (sighting.realm, sighting.user, sighting.connection) = ("saas", "u-1", "direct")
            (sighting.clientAddress, sighting.clientCountry) = ("192.0.2.7", "XX")
            (sighting.userAgent, sighting.clientName, sighting.clientVersion) = ("Ruby", "vscode", "6.1")
            (sighting.bytesIn, sighting.bytesOut) = (0, .min)
            (sighting.inputTokens, sighting.outputTokens) = (12, 34)
            (sighting.sampled, sighting.worker, sighting.cacheStatus) = (true, false, "dynamic")
            (sighting.attemptCount, sighting.ray, sighting.parentRay) = (2, .max, 1)
            (sighting.spanID, sighting.parentSpanID, sighting.recordID) = (1 << 63, 77, .max - 1)
            sighting.traceID = ID128(high: 0, low: .max)
            sighting.requestID = "01960000-0000-7000-8000-000000000001"
            sighting.clientRequestID = "01960000-0000-7000-8000-00000000000A"
            sighting.correlationID = "any text, \u{0}even this"
            var attempt = Attempt(number: 1)
            (attempt.provider, attempt.model, attempt.location) = ("anthropic", "claude", "europe-west4")
            (attempt.endpointHost, attempt.started) = ("api.example.test", .noon)
            (attempt.duration, attempt.firstByte, attempt.status) = (10, 2, 529)
            (attempt.errorClass, attempt.nextAction, attempt.served) = ("overloaded", "next_target", false)
            (attempt.providerRequestID, attempt.providerRay) = ("req_011", 0x8C38_FB29_18F1_35D2)
            (attempt.inputTokens, attempt.outputTokens) = (1, 2)
            sighting.attempts = [attempt, Attempt(number: 2)]
            sighting.fillAbsent()
        }
    }
}
