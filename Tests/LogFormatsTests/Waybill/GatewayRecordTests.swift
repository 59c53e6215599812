import LogRecords
import Testing

@testable import LogFormats

/// The gateway's line, written and read.
struct GatewayRecordTests {
    private func line(_ record: GatewayRecord) -> [UInt8] {
        var line: [UInt8] = []
        record.append(to: &line)
        #expect(line.removeLast() == 0x0A)
        return line
    }

    @Test func `every field of a full record comes back`() {
        let record = fullRecord()
        let decoded = Decoded(line(record))
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.decoder.drift.isEmpty)
        #expect(decoded.text(.format) == "waybill.gateway")
        #expect(decoded.cell(.vantage) == Int64(Vantage.gateway.rawValue))
        #expect(decoded.cell(.started) == record.started?.nanoseconds)
        #expect(decoded.cell(.ended) == record.ended?.nanoseconds)
        #expect(decoded.cell(.duration) == 1_851_000_000)
        #expect(decoded.cell(.firstByte) == 520_000_000)
        #expect(decoded.text(.requestID) == record.requestID?.uuid)
        #expect(decoded.text(.clientRequestID) == record.clientRequestID)
        #expect(decoded.text(.correlationID) == record.correlationID)
        #expect(CellPlace(.traceID).id128(in: decoded.batch.row(0).cells) == record.traceID)
        #expect(decoded.cell(.spanID) == record.spanID.map { Int64(bitPattern: $0) })
        #expect(decoded.cell(.parentSpanID) == record.parentSpanID.map { Int64(bitPattern: $0) })
        #expect(decoded.cell(.ray) == Int64(bitPattern: 0xa5e7_433f_5333_3333))
        #expect(decoded.cell(.status) == 200)
        #expect(decoded.cell(.sequence) == 4711)
        #expect(decoded.cell(.attemptCount) == 2)
        #expect(decoded.cell(.recordID) != nil)
        let texts: [(RecordField, String)] = [
            (.colo, "LHR"), (.clientCountry, "GB"), (.clientAddress, "203.0.113.7"), (.region, "us-east4"),
            (.regionSource, "record"),
            (.revision, "gateway-00042-abc"), (.method, "POST"),
            (.gatewayInstance, "0b9c5d9e-1f00-4abc-8def-0123456789ab"), (.host, "cloud.example.com"),
            (.path, "/v2/code/completions"),
            (.customerInstance, "1d2c3b4a-5968-4776-8594-a3b2c1d0e9f8"), (.instanceProof, "authenticated"),
            (.realm, "self-managed"),
            (.customerHost, "gitlab.example.com"), (.customerVersion, "18.6.0"), (.user, "u-4f5e6d"), (.connection, "direct"),
            (.clientName, "vscode"), (.clientVersion, "6.1.0"), (.userAgent, "gitlab-language-server/9.2"), (.result, "completed"),
            (.faultDomain, "provider"), (.error, "overloaded"),
        ]
        for (field, text) in texts { #expect(decoded.text(field) == text, "\(field)") }
        let numbers: [(RecordField, Int64)] = [
            (.bytesIn, 2048), (.bytesOut, 4096), (.inputTokens, 812), (.outputTokens, 57), (.shard, 1), (.line, 2), (.offset, 3),
            (.length, Int64(line(record).count)),
        ]
        for (field, number) in numbers { #expect(decoded.cell(field) == number, "\(field)") }
    }

    @Test func `every attempt comes back in its place`() {
        let decoded = Decoded(line(fullRecord()))
        #expect(decoded.batch.attemptCount == 2)
        #expect(decoded.batch.attempt(1).record == 0)
        #expect(decoded.text(.provider, of: 0) == "anthropic")
        #expect(decoded.text(.errorClass, of: 0) == "overloaded")
        #expect(decoded.text(.nextAction, of: 0) == "next_target")
        #expect(decoded.cell(.served, of: 0) == 0)
        #expect(decoded.text(.providerRequestID, of: 0) == "req_011CUabc")
        #expect(decoded.cell(.providerRay, of: 0) == Int64(bitPattern: 0x9a0b_1c2d_3e4f_5a6b))
        #expect(decoded.cell(.location, of: 0) == nil)
        #expect(decoded.cell(.number, of: 1) == 2)
        #expect(decoded.text(.provider, of: 1) == "gcp.vertex_ai")
        #expect(decoded.text(.location, of: 1) == "europe-west4")
        #expect(decoded.text(.endpointHost, of: 1) == "europe-west4-aiplatform.googleapis.com")
        #expect(decoded.cell(.started, of: 1) == 1_795_000_000_345_000_001)
        #expect(decoded.cell(.firstByte, of: 1) == 300_000_001)
        #expect(decoded.cell(.served, of: 1) == 1)
        #expect(decoded.cell(.inputTokens, of: 1) == 812)
        #expect(decoded.cell(.errorClass, of: 1) == nil)
    }

    @Test func `a minimal record has what it states and nothing else`() {
        let writer = GatewayWriter(instance: ID128(high: 1, low: 2), region: nil)
        let record = GatewayRecord(
            writer: writer, sequence: 1, started: nil, ended: Instant(nanoseconds: 1_795_000_000_000_000_000))
        let decoded = Decoded(line(record))
        #expect(decoded.result == .stored(format: 0))
        let present = RecordField.allCases.filter { decoded.cell($0) != nil }
        #expect(
            present == [
                .vantage, .format, .ended, .gatewayInstance, .sequence, .attemptCount, .recordID, .shard, .line, .offset, .length,
            ])
        #expect(decoded.cell(.attemptCount) == 0)
    }

    @Test func `an edge that is not trusted gives neither ray nor colo`() {
        var record = fullRecord()
        record.edge.trusted = false
        let decoded = Decoded(line(record))
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.cell(.ray) == nil)
        #expect(decoded.cell(.colo) == nil)
        #expect(decoded.text(.region) == "us-east4")
    }

    @Test(arguments: GatewayNotice.Kind.allCases)
    func `a notice is no request`(_ kind: GatewayNotice.Kind) {
        let writer = GatewayWriter(instance: ID128(high: 1, low: 2), region: "us-east4")
        var notice = GatewayNotice(kind, writer: writer, sequence: 9, time: Instant(nanoseconds: 1_795_000_000_000_000_000))
        notice.requestID = ID128(high: 3, low: 4)
        var line: [UInt8] = []
        notice.append(to: &line)
        #expect(Decoded(line).result == .notARequest)
    }

    @Test func `only the same sequence number of the same instance is the same record`() {
        var record = fullRecord()
        let first = Decoded(line(record)).cell(.recordID)
        record.result.status = 500
        #expect(Decoded(line(record)).cell(.recordID) == first)
        record.sequence += 1
        #expect(Decoded(line(record)).cell(.recordID) != first)
    }
}
