import LogRecords
import Testing

@testable import TraceRoutes

/// How tracers write a trace and a span.
struct TraceShapeTests {
    private static let trace = ID128(high: 0x80f1_98ee_5634_3ba8, low: 0x64fe_8b2a_57d3_eff7)
    private static let span: UInt64 = 0xe457_b5a2_e4d8_6bd1

    @Test(arguments: [
        "b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90",
        "b3=80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-d", "80F198EE56343BA864FE8B2A57D3EFF7-E457B5A2E4D86BD1",
        "sentry-trace: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1",
        "X-B3-TraceId: 80f198ee56343ba864fe8b2a57d3eff7\nX-B3-SpanId: e457b5a2e4d86bd1\nX-B3-Sampled: 1",
        "traceparent: 00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01",
        "X-Cloud-Trace-Context: 80f198ee56343ba864fe8b2a57d3eff7/e457b5a2e4d86bd1;o=1",
        "X-Cloud-Trace-Context: 80f198ee56343ba864fe8b2a57d3eff7/16453819474850114513;o=1",
        "uber-trace-id: 80f198ee56343ba864fe8b2a57d3eff7:e457b5a2e4d86bd1:0:1",
        "uber-trace-id=80f198ee56343ba864fe8b2a57d3eff7%3Ae457b5a2e4d86bd1%3A0%3A1",
        #"{"traceId":"gPGY7lY0O6hk/osqV9Pv9w==","spanId":"5Fe1ouTYa9E="}"#,
    ])
    func `a trace and its span are read`(paste: String) {
        let keys = Question(paste).candidates.flatMap(\.keys)
        #expect(keys.contains(.bits128(Self.trace)))
        #expect(keys.contains(.bits64(Self.span)))
    }

    @Test(arguments: [
        "x-datadog-trace-id: 7277407061855694839\nx-datadog-tags: _dd.p.tid=80f198ee56343ba8",
        "dd.trace_id=171395628812617415352188477958425669623",
        "X-Amzn-Trace-Id: Root=1-80f198ee-56343ba864fe8b2a57d3eff7;Parent=e457b5a2e4d86bd1;Sampled=1",
        "1-80f198ee-56343ba864fe8b2a57d3eff7",
    ])
    func `a trace is read in decimal digits and in Amazon's spelling`(paste: String) {
        #expect(Question(paste).candidates.flatMap(\.keys).contains(.bits128(Self.trace)))
    }

    @Test func `the lower half of a trace may be all there is of it`() {
        let low = ID128(high: 0, low: Self.trace.low)
        #expect(Question("x-datadog-trace-id: 7277407061855694839").candidates.first?.keys == [.bits64(low.low), .bits128(low)])
        #expect(Question("X-B3-TraceId: 64fe8b2a57d3eff7").candidates.first?.keys == [.bits128(low), .bits64(low.low)])
        #expect(Question("000000000000000064fe8b2a57d3eff7").candidates.contains { $0.lastKeys == [.bits64(low.low)] })
    }

    @Test func `a trace that lost the zeros before it is found`() throws {
        var story = Story()
        let trace = ID128(high: 0x008e_fff7_9803_8103, low: 0xd269_b633_813f_c703)
        story.balancer(trace: trace)
        #expect(try story.ask("8efff798038103d269b633813fc703").outcome == .found)
        #expect(try story.ask("008efff798038103d269b633813fc703").outcome == .found)
        #expect(try story.ask("uber-trace-id: 8efff798038103d269b633813fc703:a14a650d3b8b5dd:0:1").outcome == .found)
        #expect(
            Question("uber-trace-id: 1:a14a650d3b8b5dd:0:1").candidates.flatMap(\.keys).contains(.bits64(0x0a14_a650_d3b8_b5dd)))
    }

    @Test(arguments: [
        "req_011CXs9q5frcXauixA6aPLbY", "msg_bdrk_01XFDUDYJgAACzvnptvVoYEL", "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "resp_67ccd2bed1ec8190b14f964abc054267",
    ])
    func `a provider's id is read in a sentence`(id: String) {
        for paste in ["It said overloaded (request id: \(id)).", "siehe „\(id)“,", "{\"id\":\"\(id)\",\"x\":1}", id] {
            #expect(
                Question(paste).candidates.contains { $0.reading.kind == "provider-request" && $0.reading.value == id }, "\(paste)")
        }
    }
}
