package import HummingbirdCore
import HummingbirdTLS
import NIOSSL

extension HTTPServerBuilder {
    /// A server of HTTP/1.1, with TLS where there are PEM files for it, and the scheme that it speaks.
    package static func secured(
        _ http: HTTP1Channel.Configuration, certificate: String?, key: String?
    ) throws -> (builder: HTTPServerBuilder, scheme: String) {
        let plain = HTTPServerBuilder.http1(configuration: http)
        guard let certificate, let key else { return (plain, "http") }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return (try .tls(plain, tlsConfiguration: tls), "https")
    }
}
