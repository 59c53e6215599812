package import HummingbirdCore
import HummingbirdTLS
package import NIOCore
import NIOSSL
package import ServiceLifecycle

/// A listener of HTTP/1.1, with TLS where there are PEM files for it.
package struct HTTPListener: Sendable {
    package var place: HostAndPort
    package var connection = HTTPConnection.Settings()
    package var certificate: String?
    package var key: String?
    /// How many listeners of the process take as many connections: they share its descriptors.
    package var listeners = 1

    package init(_ place: HostAndPort) { self.place = place }

    /// The scheme that it speaks.
    package var scheme: String { certificate != nil && key != nil ? "https" : "http" }

    /// A server that runs until its service group ends it. `running` gets the address that the system chose.
    package func server(
        on group: any EventLoopGroup, respond: @escaping HTTPChannelHandler.Responder,
        running: @escaping @Sendable (HostAndPort) -> Void
    ) throws -> any Service {
        var settings = connection
        settings.isSecure = scheme == "https"
        let plain = HTTPServerBuilder { [settings] responder in HTTPConnection(settings, responder: responder) }
        let configuration = ServerConfiguration(
            address: place.address, backlog: 4096,
            availableConnectionsDelegate: .maximum(max(1, OpenFiles.mostConnections / max(1, listeners)), logger: .ofServers))
        return try secured(plain).buildServer(
            configuration: configuration, eventLoopGroup: group, logger: .ofServers, responder: respond,
            onServerRunning: { channel in running(HostAndPort(channel.localAddress)) })
    }

    private func secured(_ plain: HTTPServerBuilder) throws -> HTTPServerBuilder {
        guard let certificate, let key else { return plain }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return try .tls(plain, tlsConfiguration: tls)
    }
}
