import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPServing

/// How answers are framed, and how a connection goes on or ends.
struct AnswerTests {
    private static let ask = "/a HTTP/1.1\r\nhost: x\r\n"

    @Test(arguments: [true, false], [200, 204, 304, 401, 404, 503])
    func `an answer to HEAD ends with its head, and the next one begins behind it`(_ hasLength: Bool, _ status: Int) throws {
        let connection = try EmbeddedConnection()
        connection.program.response = HTTPResponse(
            status: .init(code: status), headerFields: hasLength ? [.contentLength: "8"] : [:])
        try connection.send("HEAD \(Self.ask)\r\nHEAD \(Self.ask)\r\n")
        let answers = connection.output.components(separatedBy: "\r\n\r\n")
        #expect(answers.count == 3 && answers[2].isEmpty)
        #expect(answers.dropLast().allSatisfy { $0.hasPrefix("HTTP/1.1 \(status) ") && !$0.lowercased().contains("chunked") })
        #expect(answers[0].lowercased().contains("content-length: 8") == (hasLength && status != 204))
    }

    @Test func `a refusal of HEAD has no content either`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("HEAD /a HTTP/1.1\r\n\r\n")
        #expect(connection.statuses == [400] && connection.output.hasSuffix("\r\n\r\n"))
    }

    @Test func `HTTP/1.0 gets no chunks, and the connection ends its body`() throws {
        let connection = try EmbeddedConnection()
        try connection.send("GET /a HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")
        #expect(!connection.output.lowercased().contains("transfer-encoding"))
        #expect(connection.output.lowercased().contains("connection: close"))
        #expect(connection.output.hasSuffix("\r\n\r\nGET /a - \n") && connection.isEnded)
    }

    @Test func `a body that is not read is dropped where it is small, and ends the connection where it is not`() throws {
        for (length, isKept) in [(10, true), (65_536, true), (65_537, false)] {
            let connection = try EmbeddedConnection()
            connection.program.readsBody = false
            try connection.send("POST \(Self.ask)content-length: \(length)\r\n\r\n")
            #expect(connection.statuses == [200] && connection.isEnded == !isKept, "\(length)")
            try connection.send(String(repeating: "x", count: length) + "GET \(Self.ask)\r\n")
            #expect(connection.program.requests.count == (isKept ? 2 : 1))
        }
    }

    @Test func `a body that is waited for with 100-continue and refused is never taken for a request`() throws {
        let connection = try EmbeddedConnection()
        connection.program.readsBody = false
        try connection.send("POST \(Self.ask)expect: 100-continue\r\ncontent-length: 20\r\n\r\n")
        #expect(connection.statuses == [200] && connection.output.contains("connection: close") && connection.isEnded)
        try connection.send("GET \(Self.ask)\r\n")
        #expect(connection.program.requests.count == 1)
    }

    @Test func `a client that closed its side gets its answer, and one without an answer yet a word before`() throws {
        for isPrompt in [true, false] {
            let connection = try EmbeddedConnection()
            connection.program.isPrompt = isPrompt
            try connection.send("GET \(Self.ask)\r\n")
            connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            if !isPrompt {
                connection.program.answer(try connection.channel.pipeline.syncOperations.context(handler: connection.program))
            }
            try connection.pass(.zero)
            #expect(connection.statuses == (isPrompt ? [200] : [100, 200]))
        }
    }

    @Test func `a head that drips is given up, one that comes at once and then rests is not`() throws {
        let slow = try EmbeddedConnection()
        for byte in "GET /a HTTP/1.1\r\nhos".utf8 {
            try slow.send([byte])
            try slow.pass(.seconds(1))
        }
        #expect(slow.statuses == [408] && slow.isEnded)
        let resting = try EmbeddedConnection()
        try resting.send("GET \(Self.ask)\r\n")
        try resting.pass(.seconds(60))
        try resting.send("GET \(Self.ask)\r\n")
        #expect(resting.statuses == [200, 200])
    }

    @Test func `a body that drips is given up, and a slow one that goes on is not`() throws {
        let slow = try EmbeddedConnection()
        try slow.send("POST \(Self.ask)content-length: 1000\r\n\r\n")
        for _ in 0..<30 {
            try slow.send("x")
            try slow.pass(.seconds(1))
        }
        #expect(slow.program.faults == [.slowBody])
        #expect(slow.statuses == [408] && slow.isEnded)
        let steady = try EmbeddedConnection()
        try steady.send("POST \(Self.ask)content-length: 204800\r\n\r\n")
        for _ in 0..<40 {
            try steady.send(String(repeating: "x", count: 5120))
            try steady.pass(.seconds(1))
        }
        #expect(steady.program.faults.isEmpty && steady.statuses == [200])
    }

    @Test func `of many requests at once sixteen are served, and the last of them ends the connection`() throws {
        let connection = try EmbeddedConnection()
        connection.program.isPrompt = false
        try connection.send(String(repeating: "GET \(Self.ask)\r\n", count: 400))
        #expect(connection.program.requests.count == 16)
        let context = try connection.channel.pipeline.syncOperations.context(handler: connection.program)
        for _ in 0..<16 { connection.program.answer(context) }
        try connection.pass(.zero)
        #expect(connection.statuses.count == 16 && connection.isEnded)
        #expect(connection.output.components(separatedBy: "connection: close").count == 2)
    }

    @Test func `a request that waits behind another one is not called slow`() throws {
        let connection = try EmbeddedConnection()
        connection.program.isPrompt = false
        try connection.send("GET \(Self.ask)\r\nPOST \(Self.ask)content-length: 5\r\n\r\nx")
        try connection.pass(.seconds(600))
        #expect(connection.statuses.isEmpty && connection.program.faults.isEmpty)
    }
}
