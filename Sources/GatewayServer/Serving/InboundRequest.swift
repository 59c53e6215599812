import HTTPTypes
import HummingbirdCore
import LogRecords
import NIOCore

/// A request as it came in, with what can be said before anybody was asked.
struct InboundRequest: Sendable {
    let id: ID128
    let started: Instant
    let begun = ContinuousClock.now
    let method: HTTPRequest.Method
    /// Without the query.
    let path: String
    let host: String?
    let headers: HTTPFields
    let peer: SocketAddress?
    /// Whether the peer's headers about others are believed.
    let isTrusted: Bool
    /// Whether its `x-edge-*` headers are those of an edge of ours.
    let hasEdgeHeaders: Bool
    let trace: TraceContext

    /// Headers longer than this are not kept.
    static let longestHeader = 255

    init(_ request: Request, from channel: any Channel, trusting peers: TrustedPeers, edgeHeaders: Bool) {
        started = .now
        id = .version7(at: started)
        method = request.method
        let whole = request.head.path ?? "/"
        path = String(whole.prefix { $0 != "?" && $0 != "#" }.prefix(2048))
        host = request.head.authority.map { String($0.prefix(InboundRequest.longestHeader)) }
        headers = request.headers
        peer = channel.remoteAddress
        isTrusted = peers.contains(channel.remoteAddress)
        hasEdgeHeaders = isTrusted && edgeHeaders
        trace = TraceContext(headers)
    }

    /// A header's value, bounded, and only if it is printable ASCII: it goes into logs and answers.
    func header(_ name: HTTPField.Name) -> String? {
        guard let value = headers[name], !value.isEmpty, value.utf8.count <= InboundRequest.longestHeader,
            value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else { return nil }
        return value
    }

    /// The address of who asked: as a trusted peer states it, else the peer's own.
    var clientAddress: String? {
        if isTrusted {
            if let address = header(.cfAddress) { return address }
            if let first = header(.forwardedFor)?.split(separator: ",").first { return first.trimmed }
        }
        return peer?.ipAddress
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

/// The trace that a request is part of, and this gateway's span in it.
struct TraceContext: Sendable {
    let traceID: ID128
    let spanID: UInt64
    let parentSpanID: UInt64?
    private let flags: UInt8

    /// Reads `traceparent`, else Google's header, else begins a trace. https://www.w3.org/TR/trace-context/#traceparent-header
    init(_ headers: HTTPFields) {
        spanID = .random(in: 1 ... .max)
        if let (trace, parent, flags) = TraceContext.parent(headers[.traceparent]) {
            (traceID, parentSpanID, self.flags) = (trace, parent, flags)
        } else if let (trace, parent) = TraceContext.google(headers[.cloudTrace]) {
            (traceID, parentSpanID, flags) = (trace, parent, 0)
        } else {
            (traceID, parentSpanID, flags) = (.random(), nil, 0)
        }
    }

    /// The header for whoever is called on its behalf.
    var traceparent: String {
        "00-\(traceID.hexadecimal)-\(spanID.hexadecimal)-0\(flags & 1)"
    }

    private static func parent(_ header: String?) -> (ID128, UInt64, UInt8)? {
        guard let parts = header?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4, parts[0].count == 2,
            parts[0] != "ff", parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
            let high = UInt64(parts[1].prefix(16), radix: 16), let low = UInt64(parts[1].suffix(16), radix: 16), high | low != 0,
            let span = UInt64(parts[2], radix: 16), span != 0, let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        return (ID128(high: high, low: low), span, flags)
    }

    /// `TRACE/SPAN;o=1`, the span in decimal. https://cloud.google.com/trace/docs/trace-context#legacy-http-header
    private static func google(_ header: String?) -> (ID128, UInt64?)? {
        guard let header else { return nil }
        let parts = header.split(separator: ";")[0].split(separator: "/")
        guard let trace = parts.first, trace.utf8.count == 32, let high = UInt64(trace.prefix(16), radix: 16),
            let low = UInt64(trace.suffix(16), radix: 16), high | low != 0
        else { return nil }
        return (ID128(high: high, low: low), parts.count > 1 ? UInt64(parts[1]) : nil)
    }
}
