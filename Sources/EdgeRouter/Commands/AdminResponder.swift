import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOFoundationCompat

/// What an operator asks and orders: `GET /regions`, and `PUT /regions/NAME` with `{"round_trip_ms": 300}`, which makes
/// a region so much farther away.
struct AdminResponder: Sendable {
    let edge: Edge

    private struct Page: Encodable {
        struct Region: Encodable {
            var up: Bool
            var mean_ms: Double?
            var why: String?
        }

        var counts: Edge.Counts
        var lost_lines: Int
        var colos: [String: [String: Region]]
    }

    private struct Order: Decodable { var round_trip_ms: Double }

    func respond(to request: Request, _ writer: consuming ResponseWriter) async throws {
        let parts = (request.head.path ?? "/").split(separator: "/").map(String.init)
        switch (request.method, parts.first, parts.count) {
        case (.get, "regions", 1): try await send(200, try await page(), writer)
        case (.put, "regions", 2):
            let body = try await request.wholeBody(upTo: 1 << 16, writer)
            let order = try? JSONDecoder().decode(Order.self, from: Data(buffer: body))  // said below
            guard edge.urls[parts[1]] != nil, let order, (0...60_000).contains(order.round_trip_ms) else {
                return try await send(
                    400, Data("{\"error\":\"no such region, or no round_trip_ms from 0 to 60000\"}\n".utf8), writer)
            }
            edge.distances.add(order.round_trip_ms, to: parts[1])
            try await send(200, try await page(), writer)
        default: try await send(404, Data("{\"error\":\"there is /regions\"}\n".utf8), writer)
        }
    }

    private func page() async throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(
            Page(
                counts: edge.counts, lost_lines: await edge.log.lost,
                colos: edge.steerings.mapValues { steering in
                    steering.ways.mapValues { way in
                        let state = way.state
                        return Page.Region(up: state.isUp, mean_ms: state.mean, why: state.why)
                    }
                })) + Data("\n".utf8)
    }

    private func send(_ status: Int, _ body: Data, _ writer: consuming ResponseWriter) async throws {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        fields[.contentLength] = "\(body.count)"
        let head = HTTPResponse(status: .init(code: status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(data: body)))
    }
}
