import LogFormats
import LogRecords
import Testing

@Suite struct GoogleFormatsTests {
    private func decoded(_ type: String, log: String, labels: String, request: String = "", more: String = "") -> DecodedLine {
        let line =
            #"{"logName":"projects/p/logs/\#(log)","insertId":"i1","timestamp":"2026-03-10T08:15:30.051234567Z","#
            + #""resource":{"type":"\#(type)","labels":{\#(labels)}},"httpRequest":{"requestUrl":"https://a.example/x?y"\#(request)}\#(more)}"#
        return DecodedLine(line)
    }

    private func global(_ labels: String, request: String = "", more: String = "") -> DecodedLine {
        decoded("http_load_balancer", log: "requests", labels: labels, request: request, more: more)
    }

    private func cloudRun(_ labels: String, request: String = "", more: String = "") -> DecodedLine {
        decoded("cloud_run_revision", log: "run.googleapis.com%2Frequests", labels: labels, request: request, more: more)
    }

    @Test(arguments: [
        #""zone":"global""#, #""zone":"us-east4-a""#, #""region":"us-east4""#, #""location":"us-east4""#,
        #""backend_service_name":"backend-us-east4""#, #""backend_scope":"us-east4""#,
    ])
    func `a global balancer never yields a region`(label: String) {
        let line = global(label, more: #","jsonPayload":{"cacheId":"IAD-0a1b2c3d","statusDetails":"response_sent_by_backend"}"#)
        #expect(line.format == "google.load_balancer")
        #expect((line["region"], line["regionSource"], line["zone"]) == (nil, nil, nil))
    }

    @Test func `a regional balancer names its region, an unlisted one too`() {
        let line = decoded(
            "http_external_regional_lb_rule", log: "loadbalancing.googleapis.com%2Fexternal_regional_requests",
            labels: #""region":"us-west8","backend_scope":"us-west8-a""#)
        #expect((line["region"], line["regionSource"], line["zone"]) == ("us-west8", "record", "us-west8-a"))
    }

    @Test func `Cloud Run's location is the gateway's region, and a multi-region is none`() {
        #expect(cloudRun(#""location":"europe-west3""#)["region"] == "europe-west3")
        let wide = cloudRun(#""location":"us""#)
        #expect((wide["region"], wide["regionSource"]) == (nil, nil))
    }

    @Test func `an application's own httpRequest is not Cloud Run's word`() {
        let line = decoded("cloud_run_revision", log: "run.googleapis.com%2Fstdout", labels: #""location":"europe-west3""#)
        #expect(line.result == .notARequest)
    }

    @Test(arguments: [
        (#""8690fc01c12c1a51""#, "8690fc01c12c1a51"), (#""9696527082194737745""#, "8690fc01c12c1a51"),
        ("9696527082194737745", "8690fc01c12c1a51"),
    ])
    func `a span is the same in hexadecimal and in decimal beyond Int64`(written: String, span: String) {
        #expect(cloudRun(#""location":"us-east4""#, more: #","spanId":"# + written)["spanID"] == span)
    }

    @Test func `sizes and latency are read from texts`() {
        let line = global("", request: #","requestSize":"906","responseSize":"12","latency":"2.602287838s""#)
        #expect((line["bytesIn"], line["bytesOut"], line["duration"]) == ("906", "12", "2602287838 ns"))
    }

    @Test(
        arguments: [
            ("203.0.113.9:60102", "203.0.113.9"), ("[2001:db8::1]:443", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"),
            ("203.0.113.9", "203.0.113.9"), ("[filtered]", nil), ("unknown", nil),
        ] as [(String, String?)])
    func `an address loses its port`(written: String, address: String?) {
        #expect(global("", request: #","remoteIp":"\#(written)""#)["clientAddress"] == address)
    }

    @Test func `an entry that is exported twice is one record, and another project's is another`() throws {
        let one = try #require(global(#""zone":"global""#)["recordID"])
        #expect(global(#""zone":"global","project_id":"p""#)["recordID"] == one)
        #expect(decoded("http_load_balancer", log: "other", labels: "")["recordID"] != one)
    }

    @Test func `of an entry that was split only the first piece counts`() {
        #expect(global("", more: #","split":{"uid":"s","index":0,"totalSplits":2}"#).format == "google.load_balancer")
        #expect(global("", more: #","split":{"uid":"s","totalSplits":2}"#).format == "google.load_balancer")
        #expect(global("", more: #","split":{"uid":"s","index":1,"totalSplits":2}"#).result == .notARequest)
    }

    @Test func `no status was sent to a client that had left`() {
        #expect(global("", request: #","status":0"#)["status"] == nil)
    }
}
