import Clocks
import HTTPTypes
import LogRecords
import NIOCore

/// One request's crossing of the edge: what is stamped on it, and what becomes its lines.
struct Crossing: Sendable {
    let colo: Edge.Colo
    let ray: UInt64
    let started: Instant
    let trace = ID128.random()
    let span = UInt64.random(in: 1 ... .max)
    let head: HTTPRequest
    let clientAddress: String
    var bytesIn = 0
    var bytesOut = 0
    /// What the client got; 499 where it left before.
    var status = 499
    var tries: [Try] = []
    var isClientGone = false

    /// The request at one region.
    struct Try: Sendable {
        var choice: Steering.Choice
        var started: Instant
        var ended: Instant?
        /// What the region answered; `nil`: it did not.
        var status: Int?
        /// `x-gateway-instance` and `x-request-id` of its answer.
        var instance: String?
        var requestID: String?
        var failure: ConnectionFailure?
        var isBrokenOff = false
    }

    init(_ head: HTTPRequest, at colo: Edge.Colo, from peer: SocketAddress?) {
        self.colo = colo
        self.head = head
        clientAddress = peer?.ipAddress ?? "0.0.0.0"
        started = .now
        ray = EmbeddedTime.ray(at: started, low: .random(in: 0...0xFFFF))
    }

    /// Stands for a request whose head could not be read.
    static let unread = HTTPRequest(method: HTTPRequest.Method("_OTHER") ?? .get, scheme: nil, authority: nil, path: "/")

    var rayText: String { "\(ray.hexadecimal)-\(colo.name)" }

    /// Without the query.
    var path: String { String((head.path ?? "/").prefix { $0 != "?" }).recordable(2048) }
}
