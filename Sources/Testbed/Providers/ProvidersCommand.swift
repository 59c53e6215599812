import ArgumentParser
import Foundation
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import UnixSignals

/// `testbed providers`: one process that stands in for any number of model providers.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "Stand in for Anthropic, OpenAI and Vertex AI, with faults to order and a journal of every call.",
        discussion: """
            The first part of a path names a stand-in: http://127.0.0.1:9100/NAME is the base address of a provider. What is to go
            wrong with its next calls is ordered by PUT /control/NAME.

            Examples:
              testbed providers --listen 127.0.0.1:9100 --journal calls.ndjson
              curl -X PUT 127.0.0.1:9100/control/a -d '{"faults":[{"kind":"status","status":529}]}'
            """)

    @Option(help: ArgumentHelp("Where it listens; port 0 lets the system choose.", valueName: "host:port"))
    var listen = "127.0.0.1:0"

    @Option(help: ArgumentHelp("What became of each call, a JSON line each.", valueName: "file"))
    var journal: String

    @Option(help: ArgumentHelp("A certificate in PEM, to serve TLS.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("Its key.", valueName: "file"))
    var key: String?

    func validate() throws {
        guard listen.split(separator: ":").count == 2, Int(listen.split(separator: ":")[1]) != nil else {
            throw ValidationError("--listen: write 127.0.0.1:9100")
        }
        guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key belong together") }
    }

    func run() async throws {
        let parts = listen.split(separator: ":")
        let responder = ProviderResponder(standIns: StandIns(), journal: try CallJournal(journal))
        var logger = Logger(label: "testbed") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        // A caller that closes its side has left: real providers stop then.
        var builder = HTTPServerBuilder.http1(configuration: .init(additionalChannelHandlers: [ClosingHandler()]))
        if let certificate, let key {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            let settings = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            builder = try .tls(builder, tlsConfiguration: settings)
        }
        let server = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname(String(parts[0]), port: Int(parts[1]) ?? 0), backlog: 4096),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { request, writer, channel in try await responder.respond(to: request, writer, on: channel) },
            onServerRunning: { channel in
                let address = channel.localAddress
                let line = "testbed: providers listen on \(address?.ipAddress ?? "?"):\(address?.port ?? 0)\n"
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
