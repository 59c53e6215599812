package import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Keeps from the HTTP client what would end the process: it takes a status below 100 for an informational answer,
/// which has no body, and stops with a failed precondition when the body comes.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-15: three digits, from 100.
private final class AnswerGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var isDeaf = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            isDeaf = true
            context.fireErrorCaught(HTTPParserError.invalidStatus)
            return context.close(promise: nil)
        }
        context.fireChannelRead(data)
    }
}

extension HTTPClient.Configuration {
    /// Makes each connection safe against answers that are no HTTP.
    package mutating func guardAnswers() {
        httpVersion = .http1Only
        http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.submit {
                let pipeline = channel.pipeline.syncOperations
                let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
                try pipeline.addHandler(AnswerGuard(), position: .after(decoder))
            }
        }
    }
}
