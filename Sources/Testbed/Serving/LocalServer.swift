import Foundation
import GatewayServer
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// A server of this program, from its start to a signal.
struct LocalServer {
    typealias Respond = @Sendable (Request, consuming ResponseWriter, any Channel) async throws -> Void

    /// The line in which it says where begins with this: `providers listen`.
    var words: String
    var place: HostAndPort
    var certificate: String?
    var key: String?
    var respond: Respond

    func run() async throws {
        var logger = Logger(label: "testbed") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        // A caller that closes its side has left: real servers stop then.
        let builder = try HTTPServerBuilder.secured(
            .init(additionalChannelHandlers: [ClosingHandler()]), certificate: certificate, key: key
        ).builder
        let server = try builder.buildServer(
            configuration: ServerConfiguration(address: place.address, backlog: 4096),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { [respond] request, writer, channel in try await respond(request, writer, channel) },
            onServerRunning: { [words] channel in
                let line = "testbed: \(words) on \(HostAndPort(channel.localAddress))\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            })
        var configuration = ServiceGroupConfiguration(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Closes a connection whose peer has closed its side, so that whoever writes to it learns of that at once.
private final class ClosingHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
