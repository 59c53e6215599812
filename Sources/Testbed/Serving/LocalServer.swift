import Foundation
import GatewayServer
import HTTPServing
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
        var listener = HTTPListener(place)
        (listener.certificate, listener.key) = (certificate, key)
        listener.connection.closesWithItsPeer = true
        let server = try listener.server(on: MultiThreadedEventLoopGroup.singleton, logger: logger, respond: respond) {
            [words] place in
            FileHandle.standardOutput.write(Data("testbed: \(words) on \(place)\n".utf8))
        }
        var configuration = ServiceGroupConfiguration(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        try await ServiceGroup(configuration: configuration).run()
    }
}
