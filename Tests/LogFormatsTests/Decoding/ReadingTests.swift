import LogRecords
import Testing

@testable import LogFormats

/// Every way to read a value: usual, odd and hostile text.
struct ReadingTests {
    /// The cell that a value gives in a field of the kind that the reading is for.
    private func cell(_ json: String, _ reading: FieldReading, _ field: RecordField) -> Int64? {
        decoded(json, reading, field).cell(field)
    }

    private func text(_ json: String, _ reading: FieldReading, _ field: RecordField = .method) -> String? {
        decoded(json, reading, field).text(field)
    }

    private func decoded(_ json: String, _ reading: FieldReading, _ field: RecordField) -> Decoded {
        let format = LogFormat(
            name: "test", vantage: .edge, requires: ["t"],
            fields: [.init("v", field, read: reading), .init("t", field == .ended ? .started : .ended, read: .instant)])
        return Decoded("{\"v\":\(json),\"t\":1}", by: LineDecoder(formats: [format]))
    }

    private func drifts(_ json: String, _ reading: FieldReading, _ field: RecordField) -> Bool {
        !decoded(json, reading, field).decoder.drift.isEmpty
    }

    @Test(arguments: [
        ("1667512927424000000", 1_667_512_927_424_000_000), ("\"1667512927424000000\"", 1_667_512_927_424_000_000),
        ("1653485126", 1_653_485_126_000_000_000), ("1653485126123", 1_653_485_126_123_000_000),
        ("1653485126123456", 1_653_485_126_123_456_000), ("1653485126.123456", 1_653_485_126_123_456_000),
        ("\"2022-05-25T13:25:26Z\"", 1_653_485_126_000_000_000), ("\"2022-05-25T13:25:26.5Z\"", 1_653_485_126_500_000_000),
        ("\"2022-05-25T13:25:26.123456789Z\"", 1_653_485_126_123_456_789),
        ("\"2022-05-25T15:25:26.5+02:00\"", 1_653_485_126_500_000_000),
        ("\"1970-01-01T00:00:00.5Z\"", 500_000_000), ("\"2200-01-01T00:00:00Z\"", 7_258_118_400_000_000_000), ("1", 1_000_000_000),
    ])
    func `instants are exact`(_ json: String, _ nanoseconds: Int64) {
        #expect(cell(json, .instant, .ended) == nanoseconds)
    }

    @Test(arguments: [
        "-2", "\"yesterday\"", "\"2022-02-30T00:00:00Z\"", "\"2022-05-25T13:25:26\"", "1e400", "99999999999999999999", "true", "{}",
        "\"9999-01-01T00:00:00Z\"", "\"2022-05-25T24:00:00Z\"", "\"1.2.3\"", "\"1e\"", "\"--\"",
    ])
    func `what is no instant is drift`(_ json: String) {
        #expect(cell(json, .instant, .ended) == nil)
        #expect(drifts(json, .instant, .ended))
    }

    /// What programs write that have no time: no moment, and no drift.
    @Test(
        arguments: [
            "0", "\"0\"", "0.0", "0e3", "-0", "-1", "\"-1\"", "\"-1.0\"", "\"-\"", "\"\"", "null", "\"1970-01-01T00:00:00Z\"",
            "\"1970-01-01T00:00:00.000+00:00\"", "\"1970-01-01T01:00:00+01:00\"", "\"0001-01-01T00:00:00Z\"",
            "\"0001-01-01T00:00:00.0000000+00:00\"", "\"0001-01-01T00:00:00\"", "\"0000-00-00 00:00:00\"",
            "{\"seconds\":0,\"nanos\":0}",
            "{\"seconds\":-62135596800}", "{\"seconds\":\"-1\"}",
        ], [FieldReading.instant, .utcInstant])
    func `a time of nought is no time`(_ json: String, _ reading: FieldReading) {
        #expect(cell(json, reading, .ended) == nil)
        #expect(!drifts(json, reading, .ended))
        // Neither is it one behind another moment of its day.
        let day = LogFormat(
            name: "test", vantage: .edge, requires: ["x"],
            fields: [.init("a", .started, read: reading), .init("b", .ended, read: reading)])
        #expect(
            Decoded("{\"x\":1,\"a\":\"1970-01-01T10:00:00Z\",\"b\":\(json)}", by: LineDecoder(formats: [day])).cell(.ended) == nil)
        #expect(Decoded("{\"x\":1,\"a\":\(json)}", by: LineDecoder(formats: [day])).result == .rejected(.noTime))
    }

    @Test func `an instant is the same after any other of its day`() {
        let format = LogFormat(
            name: "test", vantage: .edge, requires: ["a"],
            fields: [.init("a", .started, read: .instant), .init("b", .ended, read: .instant)])
        let times = ["2022-05-25T13:25:26.1Z", "2022-05-25T00:00:00Z", "2022-05-26T23:59:59.999999999Z", "2022-05-25T23:59:60Z"]
        for first in times {
            for second in times {
                let decoded = Decoded("{\"a\":\"\(first)\",\"b\":\"\(second)\"}", by: LineDecoder(formats: [format]))
                #expect(decoded.cell(.ended) == Instant(rfc3339: second)?.nanoseconds, "\(second) after \(first)")
            }
        }
    }

    @Test(arguments: [
        ("\"2.602287838s\"", 2_602_287_838), ("0.1", 100_000_000), ("1e-07", 100), ("1E+1", 10_000_000_000),
        ("-2.4997", -2_499_700_000),
        ("\"3\"", 3_000_000_000), ("0.1234567899999999999999999", 123_456_789), ("9223372036", 9_223_372_036_000_000_000),
        ("-0.0", 0),
        ("0.000000000000000000000000000000001", 0), ("1e-400", 0), ("1000000000000000000000e-20", 10_000_000_000),
    ])
    func `seconds are exact`(_ json: String, _ nanoseconds: Int64) {
        #expect(cell(json, .seconds, .duration) == nanoseconds)
    }

    @Test(arguments: ["9223372037", "1e300", "\"2.5m\"", "\"s\"", "\"0x10\"", "\"--1\"", "\"1e\"", "\"1.\""])
    func `a duration beyond all bounds or of other text is drift`(_ json: String) {
        #expect(cell(json, .seconds, .duration) == nil)
        #expect(drifts(json, .seconds, .duration))
    }

    @Test func `exactly minus one is a sentinel`() {
        #expect(cell("-1", .seconds, .duration) == nil)
        #expect(cell("\"-1.0s\"", .seconds, .duration) == nil)
        #expect(!drifts("-1", .milliseconds, .duration))
        #expect(cell("-1", .milliseconds, .duration) == nil)
        #expect(cell("-1.5", .milliseconds, .duration) == -1_500_000)
        #expect(cell("-1", .nanoseconds, .duration) == -1)
    }

    @Test(arguments: [
        ("\"906\"", 906), ("906", 906), ("1.0", 1), ("-5", -5), ("1e3", 1000), ("\"\\u0031\"", 1), ("9223372036854775807", .max),
        ("-9223372036854775808", Int64.min),
    ])
    func `whole numbers are read in any spelling`(_ json: String, _ number: Int64) {
        #expect(cell(json, .integer, .bytesIn) == number)
    }

    @Test(arguments: ["1.5", "9223372036854775808", "\"\\u00e9\"", "\"12a\"", "true", "[1,2]"])
    func `what is no whole number is drift`(_ json: String) {
        #expect(cell(json, .integer, .bytesIn) == nil)
        #expect(drifts(json, .integer, .bytesIn))
    }

    @Test func `flags are words, quoted or not`() {
        #expect(cell("true", .flag, .sampled) == 1)
        #expect(cell("\"false\"", .flag, .sampled) == 0)
        #expect(cell("false", .flagOfFalse, .sampled) == 1)
        #expect(cell("true", .flagOfFalse, .sampled) == nil)
        #expect(cell("\"no\"", .flagOfNo, .sampled) == 1)
        #expect(cell("\"yes\"", .flagOfNo, .sampled) == 0)
        #expect(drifts("1", .flag, .sampled))
    }

    @Test(arguments: [
        ("\"abc\"", FieldReading.term, "abc"), ("\"a\\u00e9\\n\\ud83d\\ude00\"", .term, "a\u{e9}\n\u{1f600}"), ("17", .term, "17"),
        ("\"gEt\"", .upperTerm, "GET"), ("\"gEt\"", .lowerTerm, "get"), ("[\"one\"]", .term, "one"), ("[ \"one\" ]", .term, "one"),
        ("\"1D2C3B4A-5968-4776-8594-A3B2C1D0E9F8\"", .uuidTerm, "1d2c3b4a-5968-4776-8594-a3b2c1d0e9f8"),
        ("\"203.0.113.7:60102\"", .addressTerm, "203.0.113.7"), ("\"[2001:db8::1]:443\"", .addressTerm, "2001:db8::1"),
        ("\"2001:db8::1\"", .addressTerm, "2001:db8::1"), ("\"/v2/x?key=1#f\"", .pathTerm, "/v2/x"),
        ("\"https://h.example/v2/x?y\"", .pathTerm, "/v2/x"), ("\"https:\\/\\/h.example\\/v2\"", .pathTerm, "/v2"),
        ("\"https://h.example.:443/x\"", .hostTerm, "h.example"), ("\"2001:DB8::A\"", .addressTerm, "2001:db8::a"),
        ("\"[2001:DB8::A]:443\"", .addressTerm, "2001:db8::a"),
        ("\"https://h.example\"", .pathTerm, "/"), ("\"https://user@H.example:8443/x\"", .hostTerm, "h.example"),
        ("\"H.example:443\"", .hostTerm, "h.example"), ("\"us-east4-a\"", .regionTerm, "us-east4"),
        ("\"us-east4-a\"", .zoneTerm, "us-east4-a"),
        ("\"vertex-ai\"", .providerTerm, "gcp.vertex_ai"), ("\"230b030023ae2822-sjc\"", .colo, "SJC"),
        ("\"7ab82d1aed372937-ORD-X\"", .colo, "ORD-X"),
    ])
    func `texts become terms`(_ json: String, _ reading: FieldReading, _ expected: String) {
        #expect(text(json, reading) == expected)
        #expect(!drifts(json, reading, .method))
    }

    @Test(arguments: [
        ("\"\"", FieldReading.term), ("null", .term), ("\"unknown\"", .addressTerm), ("\"global\"", .regionTerm),
        ("\"us-east4\"", .zoneTerm),
        ("\"230b030023ae2822\"", .colo), ("\"litellm\"", .providerTerm), ("\"230b030023ae2822-\\u001b\"", .colo), ("[]", .term),
    ])
    func `what states nothing is absent`(_ json: String, _ reading: FieldReading) {
        #expect(text(json, reading) == nil)
    }

    @Test func `a term that is too long is dropped`() {
        #expect(text("\"" + String(repeating: "a", count: 4096) + "\"", .term) != nil)
        #expect(drifts("\"" + String(repeating: "a", count: 4097) + "\"", .term, .method))
    }

    @Test func `rays and spans are 64 bits`() {
        #expect(cell("\"230b030023ae2822-SJC\"", .ray, .ray) == 0x230b_0300_23ae_2822)
        #expect(cell("\"230B030023AE2822\"", .ray, .ray) == 0x230b_0300_23ae_2822)
        #expect(cell("\"00\"", .ray, .ray) == nil)
        #expect(!drifts("\"00\"", .ray, .ray))
        #expect(drifts("\"230b030023ae282\"", .ray, .ray))
        #expect(cell("\"9696527082194737745\"", .span, .spanID).map { UInt64(bitPattern: $0) } == 9_696_527_082_194_737_745)
        #expect(cell("9696527082194737745", .span, .spanID).map { UInt64(bitPattern: $0) } == 9_696_527_082_194_737_745)
        #expect(cell("\"1234567890123456\"", .span, .spanID) == 0x1234_5678_9012_3456)
        #expect(cell("1234567890123456", .span, .spanID) == 1_234_567_890_123_456)
        #expect(cell("\"0000000000000000\"", .span, .spanID) == nil)
        #expect(drifts("\"99999999999999999999\"", .span, .spanID))
    }

    @Test(arguments: [
        ("\"4bf92f3577b34da6a3ce929d0e0e4736\"", FieldReading.trace),
        ("\"projects/p-1/traces/4bf92f3577b34da6a3ce929d0e0e4736\"", .googleTrace),
        ("\"4BF92F3577B34DA6A3CE929D0E0E4736\"", .googleTrace),
        ("\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"", .traceparent),
        ("\"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more\"", .traceparent),
    ])
    func `traces are 128 bits`(_ json: String, _ reading: FieldReading) {
        let decoded = decoded(json, reading, .traceID)
        #expect(
            CellPlace(.traceID).id128(in: decoded.batch.row(0).cells)
                == ID128(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736))
    }

    @Test func `a traceparent gives its span where a span is wanted, and nothing when it is malformed`() {
        #expect(
            cell("\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"", .traceparent, .parentSpanID)
                == 0x00f0_67aa_0ba9_02b7)
        for text in [
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "00-4bf92f3577b34da6a3ce929d0e0e4736", "projects/p/traces/4bf92f3577b34da6a3ce929d0e0e4736",
        ] {
            #expect(drifts("\"\(text)\"", .traceparent, .traceID), "\(text)")
        }
        #expect(cell("\"00000000000000000000000000000000\"", .trace, .traceID) == nil)
    }

    @Test func `a call's address gives what other mappings leave open`() {
        let format = LogFormat(
            name: "test", vantage: .provider, requires: ["t"],
            fields: [
                .init("t", .ended, read: .instant), .init("u", attempt: .endpointHost, read: .callAddress),
                .init("m", attempt: .model, read: .modelIdentifier),
            ])
        let decoder = LineDecoder(formats: [format])
        let line =
            #"{"t":1,"u":"https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4/publishers/a/models/m1:raw","m":"anthropic/m2"}"#
        for _ in 0..<2 {
            let decoded = Decoded(line, by: decoder)
            #expect(decoded.text(.endpointHost) == "europe-west4-aiplatform.googleapis.com")
            #expect(decoded.text(.location) == "europe-west4")
            #expect(decoded.text(.model) == "m2")
            #expect(decoded.text(.provider) == "gcp.vertex_ai")
        }
        let unknown = Decoded(#"{"t":1,"u":"https://models.example.net/x"}"#, by: decoder)
        #expect(unknown.text(.endpointHost) == "models.example.net")
        #expect(unknown.cell(.provider) == nil)
    }
}
