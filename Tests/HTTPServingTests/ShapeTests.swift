import HTTPShapes
import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServing

/// Shapes by which one reader's body becomes another's request, and others that are no HTTP.
struct ShapeTests {
    @Test(arguments: HTTPShape.all)
    func `a shape is refused or served, and nothing in it is taken for a request of its own`(_ shape: HTTPShape) throws {
        let connection = try EmbeddedConnection()
        try connection.send(shape.bytes)
        #expect(connection.statuses == shape.statuses, "\(shape.name): \(shape.source)")
        #expect(!connection.program.requests.contains { $0.path == "/smuggled" })
        if shape.isClosed, !shape.statuses.isEmpty { #expect(connection.isEnded) }
        if !shape.isClosed { #expect(!connection.isEnded) }
    }

    @Test(arguments: HTTPShape.all.filter { $0.bytes.count < 1000 })
    func `bytes cut at any boundary change nothing`(_ shape: HTTPShape) throws {
        let whole = try EmbeddedConnection()
        try whole.send(shape.bytes)
        for cut in 1..<shape.bytes.count {
            let connection = try EmbeddedConnection()
            try connection.send(shape.bytes, cutAt: [cut])
            #expect(connection.output == whole.output && connection.isEnded == whole.isEnded, "\(shape.name), cut at \(cut)")
        }
        let single = try EmbeddedConnection()
        try single.send(shape.bytes, cutAt: Array(1..<shape.bytes.count))
        #expect(single.output == whole.output)
    }

    @Test func `a refusal is worded by the program, once, with what could be read of the request`() throws {
        nonisolated(unsafe) var asked: [String] = []
        let connection = try EmbeddedConnection { settings in
            settings.refusing = { fault, request, _ in
                asked.append("\(fault.rawValue) \(request?.path ?? "-")")
                return FaultAnswer(fields: [.contentType: "text/x"], body: .init(string: "no"))
            }
        }
        try connection.send("GET /a HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n\r\n\r\nGET")
        #expect(asked == ["several_hosts /a"])
        #expect(connection.output.contains("content-type: text/x\r\n") || connection.output.contains("Content-Type: text/x\r\n"))
        #expect(connection.output.hasSuffix("\r\n\r\nno"))
    }

    @Test func `fields that Connection names do not reach the program, and what frames the message does`() throws {
        let connection = try EmbeddedConnection()
        try connection.send(
            "POST /a HTTP/1.1\r\nhost: x\r\nconnection: cf-connecting-ip, Host, content-length\r\ncf-connecting-ip: 1\r\ncontent-length: 2\r\n\r\n{}"
        )
        let request = try #require(connection.program.requests.first)
        #expect(request.headerFields.map(\.name.canonicalName) == ["connection", "content-length"])
        #expect(connection.output.contains("POST /a x {}"))
    }

    @Test func `the target's host counts where it has one`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("GET http://y:80/a?b HTTP/1.1\r\nhost: x\r\n\r\n")
        #expect(connection.output.hasSuffix("GET /a?b y:80 \n\r\n0\r\n\r\n"))
    }
}
