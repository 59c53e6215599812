import HTTPServing
import HTTPTypes
import LogRecords
import Testing

@testable import GatewayServer

/// Which trace a request is part of, by headers that anybody may send.
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    private func context(_ name: HTTPField.Name, _ values: String...) -> TraceContext {
        var headers = HTTPFields()
        for value in values { headers.append(HTTPField(name: name, value: value)) }
        return TraceContext(headers)
    }

    @Test(arguments: [
        "00-\(trace)-\(span)-01", "00-\(trace)-\(span)-00", "00-\(trace)-\(span)-ff", "01-\(trace)-\(span)-01",
        "cc-\(trace)-\(span)-01-what-the-future-will-be-like",
    ])
    func `a valid traceparent is continued`(_ header: String) {
        let context = context(HTTPField.Name("traceparent")!, header)
        #expect(context.traceID.hexadecimal == Self.trace)
        #expect(context.parentSpanID?.hexadecimal == Self.span)
        #expect(context.traceparent.hasPrefix("00-\(Self.trace)-"))
    }

    // The shapes of the specification's own suite: https://github.com/w3c/trace-context/blob/main/test/test.py
    @Test(arguments: [
        "", "-", "---", ";", "00", "00-\(trace)", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-1",
        "00-\(trace)-\(span)-001", "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-extra", "00-\(trace)-\(span)-01.",
        "ff-\(trace)-\(span)-01", "FF-\(trace)-\(span)-01", "zz-\(trace)-\(span)-01", "0-\(trace)-\(span)-01",
        ".0-\(trace)-\(span)-01",
        "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01", "00-+\(trace.dropFirst())-\(span)-01",
        "00-\(trace)-+\(span.dropFirst())-01", "00-\(trace)-\(span)-+1", "00-\(trace)-\(span)--1",
        "00-.\(trace.dropFirst())-\(span)-01",
        "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01", "00-\(trace)0-\(span)-01",
        "01-\(trace)-\(span)-01.what", "00-\(trace.dropFirst(2))é-\(span)-01", String(repeating: "-", count: 65_536),
    ])
    func `an invalid traceparent is ignored, and no part of it is kept`(_ header: String) {
        let context = context(HTTPField.Name("traceparent")!, header)
        #expect(!context.traceID.hexadecimal.contains(Self.trace.dropFirst()))
        #expect(context.parentSpanID == nil)
    }

    @Test func `two traceparents are none`() {
        let context = context(
            HTTPField.Name("traceparent")!, "00-\(Self.trace)-\(Self.span)-01", "00-\(Self.trace)-\(Self.span)-01")
        #expect(context.parentSpanID == nil)
    }

    @Test(arguments: [
        "\(trace)/67667974448284343;o=1", "\(trace)/67667974448284343", "\(trace.uppercased())/67667974448284343;o=0",
    ])
    func `Google's header is continued`(_ header: String) {
        let context = context(.cloudTrace, header)
        #expect(context.traceID.hexadecimal == Self.trace)
        #expect(context.parentSpanID == 67_667_974_448_284_343)
    }

    @Test(arguments: ["", ";", ";;", " ", "/", "/1", "/;", ";o=1", "\(trace.dropLast())/1;o=1", "+\(trace.dropFirst())/1", "-/-"])
    func `what is no header of Google's begins a trace`(_ header: String) {
        let context = context(.cloudTrace, header)
        #expect(context.traceID.hexadecimal != Self.trace)
        #expect(context.parentSpanID == nil)
    }

    @Test(arguments: [
        "\(trace)", "\(trace);o=1", "\(trace)/", "\(trace)/0", "\(trace)/+1", "\(trace)/-1", "\(trace)/99999999999999999999",
        "\(trace)/1/2",
    ])
    func `a span that cannot be read leaves the trace as it is`(_ header: String) {
        let context = context(.cloudTrace, header)
        #expect(context.traceID.hexadecimal == Self.trace)
        #expect(context.parentSpanID == nil)
    }
}
