import Foundation
import HTTPShapes
import Testing

/// What is no sound HTTP, sent to the built gateway and to an edge in front of one.
struct RawRequestTests {
    private static let post = "/v1/proxy/anthropic/v1/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ck\r\n"
    private static let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#

    private func sendAll(to address: String) async throws {
        for shape in HTTPShape.all where !shape.statuses.isEmpty {
            let reply = try await RawConnection.exchange(shape.bytes, with: address) {
                !shape.isClosed && $0.statuses.count >= shape.statuses.count
            }
            // A sound head asks for a path that nobody serves.
            let wanted = shape.isWrongInBody ? [[404], [400]] : [shape.statuses.map { $0 == 200 ? 404 : $0 }]
            #expect(wanted.contains(reply.statuses), "\(shape.name): \(shape.source)")
            #expect(!reply.text.contains("smuggled"))
            #expect(reply.isClosed == shape.isClosed, "\(shape.name)")
        }
    }

    @Test func `the gateway refuses what is ambiguous, in its own shape and with a record`() async throws {
        // More refusals than have a line of their own otherwise.
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, refusals_per_second_of_peer: 100000, refusals_per_second: 100000"))
        try await sendAll(to: bed.address)
        for text in ["GET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/3.1\r\nhost: x\r\n\r\n", "\u{0}\r\n\r\n"] {
            let reply = try await RawConnection.exchange(Array(text.utf8), with: bed.address)
            let record = try await bed.record(of: try #require(reply.header("x-request-id")))
            #expect(record.number("result.status") == reply.statuses.first)
            #expect(reply.text.contains(#""request_id":""#) && reply.text.contains(record.text("result.error") ?? "?"))
        }
        #expect(try await bed.ask("/monitoring/healthz").status == 200)
    }

    @Test func `the edge refuses what is ambiguous, and hands none of it on`() async throws {
        let bed = try await EdgeBed()
        let address = try #require(bed.addresses["IAD"])
        try await sendAll(to: address)
        let reply = try await RawConnection.exchange(Array("GET /a HTTP/1.1\r\n\r\n".utf8), with: address)
        #expect(reply.header("cf-ray")?.hasSuffix("-IAD") == true && reply.text.contains("\"code\":400"))
    }

    @Test func `answers to HEAD end with their heads, through an edge too`() async throws {
        let bed = try await EdgeBed()
        let address = try #require(bed.addresses["LHR"])
        let pair = "HEAD /nope HTTP/1.1\r\nhost: x\r\n\r\nGET /monitoring/region HTTP/1.1\r\nhost: x\r\n\r\n"
        let bytes = Array((String(repeating: pair, count: 8)).utf8)
        let reply = try await RawConnection.exchange(bytes, with: address) {
            $0.text.components(separatedBy: "\"region\"").count > 8
        }
        #expect(reply.statuses == Array(repeating: [404, 200], count: 8).flatMap { $0 })
        #expect(!reply.text.contains("Not Found\""))
    }

    @Test func `Expect is met at once where the body is wanted, and refused where it is not`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let head = "POST \(Self.post)expect: 100-continue\r\ncontent-length: \(Self.body.utf8.count)\r\n\r\n"
        let asked = try await RawConnection.exchange(Array(head.utf8), with: bed.address) { $0.text.hasSuffix("\r\n\r\n") }
        #expect(asked.text.hasPrefix("HTTP/1.1 100 "))
        let refused = try await RawConnection.exchange(
            Array(head.replacing("Bearer ck", with: "Bearer x").utf8), with: bed.address)
        #expect(refused.statuses == [401] && !refused.text.contains(" 100 ") && refused.isClosed)
        let large = head.replacing("content-length: \(Self.body.utf8.count)", with: "content-length: 18446744073709551615")
        let tooLarge = try await RawConnection.exchange(Array(large.utf8), with: bed.address)
        #expect(tooLarge.statuses == [413] && tooLarge.isClosed)
    }

    @Test func `a client that closed its side still gets its answer, whole or as a stream`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        for body in [Self.body, Self.body.replacing("\"max_tokens\"", with: "\"stream\":true,\"max_tokens\"")] {
            let text = "POST \(Self.post)content-length: \(body.utf8.count)\r\n\r\n" + body
            let reply = try await RawConnection.exchange(Array(text.utf8), with: bed.address, closesSide: true)
            #expect(reply.statuses == [200] && reply.text.contains("output_tokens"), "\(reply.text)")
            let record = try await bed.record(of: try #require(reply.header("x-request-id")))
            #expect(record.text("result.outcome") == "completed")
        }
    }
}
