import LogRecords

@testable import LogFormats

/// A record in which every field has a value of its own.
func fullRecord() -> GatewayRecord {
    var writer = GatewayWriter(instance: ID128(high: 0x0b9c_5d9e_1f00_4abc, low: 0x8def_0123_4567_89ab), region: "us-east4")

    writer.revision = "gateway-00042-abc"

    writer.config = "9f3ab2c1"
    var record = GatewayRecord(
        writer: writer, sequence: 4711, started: Instant(nanoseconds: 1_795_000_000_123_456_000),
        ended: Instant(nanoseconds: 1_795_000_001_974_456_789))
    record.requestID = ID128(high: 0x0193_5a6b_7c8d_7e9f, low: 0x8a0b_1c2d_3e4f_5061)
    record.clientRequestID = "client \"1\" \\ \u{1}\n\u{e9}"
    record.correlationID = "01JD5ZK3V7M8N9P0Q1R2S3T4V5"
    record.traceID = ID128(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736)
    record.spanID = 9_696_527_082_194_737_745
    record.parentSpanID = 0x00f0_67aa_0ba9_02b7
    record.edge.trusted = true
    record.edge.ray = "a5e7433f53333333-LHR"
    record.edge.country = "gb"
    record.edge.address = "203.0.113.7"

    record.edge.selectedRegion = "europe-west2"
    record.edge.steering = "failover"
    (record.edge.reroutedFrom, record.edge.rerouteReason) = ("europe-west2", "not_ready")
    record.edge.retryOf = "europe-west2"
    fillCaller(&record)
    fillAnswer(&record)
    return record
}

private func fillCaller(_ record: inout GatewayRecord) {
    record.caller.connection = "direct"
    record.caller.instance = "1d2c3b4a-5968-4776-8594-a3b2c1d0e9f8"
    record.caller.proof = "authenticated"
    record.caller.realm = "self-managed"
    record.caller.host = "gitlab.example.com"
    record.caller.version = "18.6.0"
    record.caller.user = "u-4f5e6d"
    record.caller.namespace = "9970"
    record.caller.project = "278964"
    record.caller.client = "vscode"
    record.caller.clientVersion = "6.1.0"
    record.caller.userAgent = "gitlab-language-server/9.2"

    record.http.method = "POST"
    record.http.host = "cloud.example.com"
    record.http.path = "/v2/code/completions"

    record.http.bytesIn = 2048
    record.http.bytesOut = 4096
    record.http.stream = true
    record.model.requested = "fast"

    record.model.operation = "completion"

    record.routing.policy = "priority"

    record.routing.excluded = [.init(target: "fireworks-eu", why: "breaker_open")]
}

private func fillAnswer(_ record: inout GatewayRecord) {
    var first = GatewayAttempt(number: 1)

    first.provider = "anthropic"
    first.model = "claude-sonnet-4"
    first.endpointHost = "api.anthropic.com"
    first.started = Instant(nanoseconds: 1_795_000_000_130_000_000)

    first.duration = 210_400_000
    first.status = 529
    first.errorClass = "overloaded"
    first.nextAction = "next_target"
    first.served = false
    first.providerRequestID = "req_011CUabc"
    first.providerRay = "9a0b1c2d3e4f5a6b-IAD"
    var second = GatewayAttempt(number: 2)
    second.provider = "gcp.vertex_ai"
    second.model = "claude-sonnet-4@20250514"
    second.location = "europe-west4"
    second.locationSource = "address"
    second.providerLocation = "eu"
    second.endpointHost = "europe-west4-aiplatform.googleapis.com"
    second.started = Instant(nanoseconds: 1_795_000_000_345_000_001)
    second.firstByte = 300_000_001
    second.duration = 1_619_000_000
    second.status = 200
    second.nextAction = "serve"
    second.served = true
    second.inputTokens = 812
    second.outputTokens = 57
    record.attempts = [first, second]
    record.result.status = 200
    record.result.outcome = "completed"
    record.result.faultDomain = "provider"
    record.result.error = "overloaded"

    record.result.finishReason = "end_turn"
    record.result.firstByte = 520_000_000
    record.usage.input = 812
    record.usage.output = 57
    record.timings.total = 1_851_000_000
    record.timings.overhead = 350_000
    record.timings.firstToken = 520_100_000
    record.timings.lastToken = 1_849_000_000
}

/// What a decoder makes of one line.
struct Decoded {
    let result: LineDecoder.Result
    let batch: RecordBatch
    let decoder: LineDecoder

    init(_ line: [UInt8], by decoder: LineDecoder = LineDecoder()) {
        self.decoder = decoder
        batch = decoder.newBatch()
        let batch = batch
        result = line.withUnsafeBytes { decoder.decode($0, shard: 1, number: 2, offset: 3, into: batch) }
    }

    init(_ line: String, by decoder: LineDecoder = LineDecoder()) {
        self.init(Array(line.utf8), by: decoder)
    }

    func cell(_ field: RecordField) -> Int64? { batch.count > 0 ? batch.row(0)[field] : nil }

    func text(_ field: RecordField) -> String? {
        cell(field).map { field.kind == .term ? batch.terms.text(of: UInt32($0)) : String(decoding: batch.text($0), as: UTF8.self) }
    }

    func cell(_ field: AttemptField, of attempt: Int = 0) -> Int64? {
        attempt < batch.attemptCount ? batch.attempt(attempt)[field] : nil
    }

    func text(_ field: AttemptField, of attempt: Int = 0) -> String? {
        cell(field, of: attempt).map {
            field.kind == .term ? batch.terms.text(of: UInt32($0)) : String(decoding: batch.text($0), as: UTF8.self)
        }
    }
}
