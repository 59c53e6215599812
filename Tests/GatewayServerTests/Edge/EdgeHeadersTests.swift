import HTTPServing
import HTTPTypes
import NIOCore
import NIOHTTP1
import Testing

@testable import EdgeRouter

/// What an edge hands on of headers.
struct EdgeHeadersTests {
    private func crossing() throws -> Crossing {
        let colo = Edge.Colo(name: "IAD", country: "US", listen: try #require(.init("127.0.0.1:0")))
        return Crossing(HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/"), at: colo, from: nil)
    }

    @Test func `a region's answer loses what was for its connection alone, its framing stays, and the ray is the edge's`() throws {
        let answer = EdgeHeaders.response(
            [
                "Connection": "close, X-Internal , content-length", "x-internal": "secret", "Keep-Alive": "5",
                "content-length": "2",
                "transfer-encoding": "chunked", "x-accel-redirect": "/x", "cf-ray": "0000000000000000-LHR",
                "content-type": "text/x",
            ], try crossing())
        #expect(answer.map(\.name.canonicalName).sorted() == ["cf-ray", "content-length", "content-type"])
        #expect(answer[.init("cf-ray") ?? .accept]?.hasSuffix("-IAD") == true)
    }
}
