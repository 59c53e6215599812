import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A gateway that a test started itself.
struct GatewayAddress: Sendable {
    var address: String
    var metrics: String

    /// The status of an answer.
    func ask(_ path: String, _ body: String?) async throws -> Int {
        var request = HTTPClientRequest(url: address + path)
        request.method = body == nil ? .GET : .POST
        request.headers.add(name: "authorization", value: "Bearer ck")
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await GatewayBed.client.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 1 << 22)
        return Int(response.status.code)
    }
}
