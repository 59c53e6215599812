package import HTTPTypes
package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
package import NIOHTTPTypes

/// A connection of HTTP/1.1 as all our servers have it: NIO's parser and encoder, our handler between them and the
/// program, and Hummingbird's loop over requests.
package struct HTTPConnection: HTTPChannelHandler {
    package typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// The limits of one connection.
    package struct Settings: Sendable {
        /// From the first byte of a head to its last.
        package var headSeconds = 10.0
        /// For a body; beyond that it must bring 4,096 bytes a second.
        package var bodySeconds = 20.0
        /// Without a request.
        package var idleSeconds: Int64 = 75
        package var isSecure = false
        /// Answers a request that the program is not shown, and may write it down; called on the event loop, once for
        /// each.
        package var refusing: @Sendable (HTTPFault, HTTPRequest?, any Channel) -> FaultAnswer = { fault, _, _ in .plain(fault) }
        /// Told when a client leaves.
        package var watch: ClientWatch?

        /// A client that closes its sending side is taken for gone, as many servers do.
        package var closesWithItsPeer = false

        package init() {}
    }

    package let responder: HTTPChannelHandler.Responder
    let settings: Settings

    package init(_ settings: Settings, responder: @escaping HTTPChannelHandler.Responder) {
        (self.settings, self.responder) = (settings, responder)
    }

    /// A field, all fields of a head, and their number.
    private static var limits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        (limits.maxHeaderFieldSize, limits.maxHeaderListSize, limits.maxHeaderFieldCount) = (80 << 10, 80 << 10, 1000)
        return limits
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try addHandlers(to: pipeline)
            if let watch = settings.watch { try pipeline.addHandler(watch.handler()) }
            try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: .seconds(settings.idleSeconds), logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    /// The handlers between the network's bytes and the requests that a program sees.
    func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations) throws {
        let exchanges = ExchangeHandler(settings)
        try pipeline.addHandler(ByteArrival(exchanges))
        var encoding = HTTPResponseEncoder.Configuration()
        encoding.automaticallySetFramingHeaders = false  // the exchange does, which knows the request
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: encoding, withDecoderLimitConfiguration: HTTPConnection.limits)
        try pipeline.addHandler(exchanges)
    }

    package func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}

/// Tells the exchange that bytes have come, before the parser knows what they are.
private final class ByteArrival: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let exchanges: ExchangeHandler

    init(_ exchanges: ExchangeHandler) { self.exchanges = exchanges }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        exchanges.bytesArrived()
        context.fireChannelRead(data)
    }
}
