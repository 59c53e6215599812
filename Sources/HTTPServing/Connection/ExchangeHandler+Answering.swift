import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// The way out: answers in the requests' order, and the end of a connection.
extension ExchangeHandler {
    /// How long a client that is still sending may read its answer before the connection is cut: closed at once, its
    /// unread bytes would make the network take the answer back. https://www.rfc-editor.org/rfc/rfc9112#section-9.6
    private static let lingering = TimeAmount.seconds(2)

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isEnding, !exchanges.isEmpty else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let response) where response.status.kind == .informational:
            guard !exchanges[exchanges.startIndex].isOld else {
                promise?.succeed()
                return
            }
            exchanges[exchanges.startIndex].expectsContinue = false
            context.write(wrapOutboundOut(.head(HTTPResponseHead(response))), promise: promise)
        case .head(let response):
            context.write(wrapOutboundOut(.head(exchanges[exchanges.startIndex].begin(response))), promise: promise)
        case .body(let bytes):
            guard exchanges[exchanges.startIndex].sendsContent else {
                promise?.succeed()
                return
            }
            context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        case .end:
            end(context, promise)
        }
    }

    private func end(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let ended = exchanges.removeFirst()
        guard ended.mustClose else {
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
            if exchanges.first?.refusal != nil { answerRefused(context) }
            return
        }
        close(context, promise)
    }

    /// Gives the answer to a request that the program was not shown.
    func answerRefused(_ context: ChannelHandlerContext) {
        guard let front = exchanges.first, let (fault, answer) = front.refusal else { return }
        var response = HTTPResponse(status: .init(code: fault.status), headerFields: answer.fields)
        response.headerFields[.contentLength] = "\(answer.body.readableBytes)"
        var exchange = exchanges.removeFirst()
        context.write(wrapOutboundOut(.head(exchange.begin(response))), promise: nil)
        if exchange.sendsContent { context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil) }
        close(context, nil)
    }

    private func close(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        (isEnding, isDeaf) = (true, true)
        let written = promise ?? context.eventLoop.makePromise()
        let closing = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (_, context) = closing.value
            context.close(mode: .output, promise: nil)
            context.eventLoop.assumeIsolated().scheduleTask(in: ExchangeHandler.lingering) { context.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }
}
