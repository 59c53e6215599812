import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes

@testable import HTTPServing

/// A connection without a network: what a client sends in, what it gets out, and when time passes.
final class EmbeddedConnection {
    let channel = EmbeddedChannel()
    let program: Program
    private(set) var output = ""

    init(_ change: (inout HTTPConnection.Settings) -> Void = { _ in }, program: Program = Program()) throws {
        var settings = HTTPConnection.Settings()
        change(&settings)
        self.program = program
        let connection = HTTPConnection(settings) { _, _, _ in }
        try connection.addHandlers(to: channel.pipeline.syncOperations)
        try channel.pipeline.syncOperations.addHandler(program)
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
    }

    /// Sends bytes in pieces, which the network may cut anywhere.
    func send(_ bytes: some Collection<UInt8>, cutAt cuts: [Int] = []) throws {
        let bytes = Array(bytes)
        var begin = 0
        for end in cuts.filter({ $0 < bytes.count }) + [bytes.count] {
            try channel.writeInbound(ByteBuffer(bytes: bytes[begin..<end]))
            begin = end
        }
        try collect()
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func pass(_ time: TimeAmount) throws {
        channel.embeddedEventLoop.advanceTime(by: time)
        try collect()
    }

    private func collect() throws {
        while let part = try channel.readOutbound(as: IOData.self) {
            if case .byteBuffer(let buffer) = part { output += String(buffer: buffer) }
        }
    }

    /// Of the answers, in their order.
    var statuses: [Int] {
        output.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
    }

    /// Whether nothing more can be sent to the client.
    var isEnded: Bool { program.hasSeenOutputClosed || !channel.isActive }
}

/// Answers each request with its method, target, host and body.
final class Program: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    /// Whether it answers by itself when a request has come.
    var isPrompt = true
    var readsBody = true
    var response = HTTPResponse(status: .ok)
    private(set) var requests: [HTTPRequest] = []
    private(set) var faults: [HTTPFault] = []
    private(set) var hasSeenOutputClosed = false
    private var body = ""

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            requests.append(head)
            body = ""
            if isPrompt, !readsBody { answer(context) }
        case .body(let bytes): body += String(buffer: bytes)
        case .end: if isPrompt, readsBody { answer(context) }
        }
    }

    func answer(_ context: ChannelHandlerContext) {
        guard let request = requests.last else { return }
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        let text = "\(request.method) \(request.path ?? "-") \(request.authority ?? "-") \(body)\n"
        context.write(wrapOutboundOut(.body(ByteBuffer(string: text))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let fault = error as? HTTPFault else { return context.fireErrorCaught(error) }
        faults.append(fault)
        response = HTTPResponse(status: .init(code: fault.status))
        answer(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.outputClosed? = event as? ChannelEvent { hasSeenOutputClosed = true }
        context.fireUserInboundEventTriggered(event)
    }
}
