import Clocks
import HTTPServing
import HTTPTypes
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

    init(_ head: HTTPRequest, from channel: any Channel, trusting peers: TrustedPeers, edgeHeaders: Bool) {
        started = .now
        id = .version7(at: started)
        method = head.method
        let whole = head.path ?? "/"
        path = String(whole.prefix { $0 != "?" && $0 != "#" }.prefix(2048))
        host = head.authority.map { String($0.prefix(InboundRequest.longestHeader)) }
        headers = head.headerFields
        peer = channel.remoteAddress
        isTrusted = peers.contains(channel.remoteAddress)
        hasEdgeHeaders = isTrusted && edgeHeaders
        trace = TraceContext(headers)
    }

    /// Stands for a request whose head could not be read.
    static let unread = HTTPRequest(
        method: HTTPRequest.Method("_OTHER") ?? .get, scheme: nil, authority: nil, path: "")

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
