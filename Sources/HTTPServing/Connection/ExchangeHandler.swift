import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands between the parser and the program: lets through requests that are sound, answers the others, and frames
/// answers.
///
/// It lies behind NIO's encoder and decoder, and gives and takes parts in HTTPTypes' words. A connection may bring
/// further requests before the first is answered; answers go out in their order, its own too.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    let settings: HTTPConnection.Settings
    /// The oldest, which is being answered, first.
    var exchanges = CircularBuffer<Exchange>(initialCapacity: 2)
    /// Nothing is read any more: after a fault nobody knows where the next request begins.
    var isDeaf = false
    /// The last answer was given.
    var isEnding = false
    private var reading: ReadDeadline

    init(_ settings: HTTPConnection.Settings) {
        self.settings = settings
        reading = ReadDeadline(settings)
    }

    /// Bytes have come that may be the beginning of a head.
    func bytesArrived() { reading.bytesArrived() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes):
            withLast { $0.received(bytes.readableBytes) }
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end:
            withLast { ($0.isReceived, $0.expectsContinue) = (true, false) }
            // Trailers are not handed on: nobody here knows a field that may stand there.
            context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
    }

    /// Requests that one connection may have at hand: work for a client that sends many and reads nothing must end when
    /// it leaves.
    static let mostPipelined = 16

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        reading.headCame()
        guard exchanges.count < ExchangeHandler.mostPipelined else {
            // The others may be sent again, which `close` says. https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
            isDeaf = true
            return withLast { $0.mustClose = true }
        }
        do throws(HTTPFault) {
            let request = try RequestRules.read(head, isSecure: settings.isSecure)
            exchanges.append(Exchange(head))
            context.fireChannelRead(wrapInboundOut(.head(request)))
        } catch {
            refuse(error, head, context)
        }
    }

    func withLast(_ change: (inout Exchange) -> Void) {
        guard !exchanges.isEmpty else { return }
        change(&exchanges[exchanges.index(before: exchanges.endIndex)])
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        watchReading(context)
        context.fireChannelReadComplete()
    }

    private func watchReading(_ context: ChannelHandlerContext) {
        reading.readCompleted(bodyBytes: bytesOfBodyAtHand, now: context.eventLoop.now) { after in
            context.eventLoop.assumeIsolated().scheduleTask(in: after) { [self] in deadlinePassed(context) }
        }
    }

    /// Of the request whose turn it is and whose body has not come whole; `nil`: there is none, or nobody is waiting
    /// for it.
    private var bytesOfBodyAtHand: Int? {
        guard let front = exchanges.first, !front.isReceived, !isDeaf, !isEnding else { return nil }
        return front.bodyBytes
    }

    private func deadlinePassed(_ context: ChannelHandlerContext) {
        let isBetweenRequests = exchanges.isEmpty && !isDeaf && !isEnding
        switch reading.passed(bodyBytes: bytesOfBodyAtHand, isBetweenRequests: isBetweenRequests, now: context.eventLoop.now) {
        case .nothing: break
        case .again: watchReading(context)
        case .headIsSlow: refuse(.slowHead, nil, context)
        case .bodyIsSlow: breakOff(HTTPFault.slowBody, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What comes behind a fault is a fault too, and nobody's business.
        if isDeaf, error is HTTPParserError || error is ByteToMessageDecoderError { return }
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        if let last = exchanges.last, !last.isReceived {
            breakOff(HTTPFault(error), context)
        } else {
            refuse(HTTPFault(error), nil, context)
        }
    }

    /// The body of a request that the program has will not come: it is told, and answers.
    private func breakOff(_ fault: HTTPFault, _ context: ChannelHandlerContext) {
        isDeaf = true
        withLast { $0.mustClose = true }
        context.fireErrorCaught(fault)
    }

    /// Answers a request that the program is not shown, as soon as those before it are answered.
    private func refuse(_ fault: HTTPFault, _ head: HTTPRequestHead?, _ context: ChannelHandlerContext) {
        isDeaf = true
        reading.cancel()
        let request = head.flatMap { try? HTTPRequest($0, secure: settings.isSecure, splitCookie: false) }
        let answer = settings.refusing(fault, request, context.channel)
        exchanges.append(Exchange(refusing: fault, answer, head: head))
        if exchanges.count == 1 { answerRefused(context) }
    }

    /// A client that has closed its side may have left, or may wait for its answer: of a word that it may ignore, the
    /// network of one that left says that it cannot be delivered. https://www.rfc-editor.org/rfc/rfc9110#section-15.2
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            if settings.closesWithItsPeer {
                context.close(promise: nil)
            } else if isAwaitingAnswer {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(HTTPResponse(status: .continue)))), promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    private var isAwaitingAnswer: Bool {
        guard let front = exchanges.first, !isEnding else { return false }
        return front.isReceived && !front.isOld && !front.isAnswerBegun && front.refusal == nil
    }

    func handlerRemoved(context: ChannelHandlerContext) { reading.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        reading.cancel()
        context.fireChannelInactive()
    }
}
