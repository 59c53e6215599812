import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing
import Workbench

/// TLS to the gateway, and from it to a provider.
struct TLSTests {
    @Test func `it serves TLS, and calls a provider whose certificate it was told to believe`() async throws {
        let folder = try Scratch()
        let making = try BuiltProgram(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out",
                "cert.pem",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            ], in: folder.url)
        #expect(try await making.wait() == 0, "\(making.output)")
        let (certificate, key) = (folder.path("cert.pem"), folder.path("key.pem"))
        let providers = try BuiltProgram(
            "testbed",
            ["providers", "--journal", "calls.ndjson", "--certificate", certificate, "--key", key, "--listen", "127.0.0.1:0"],
            keeping: folder)
        let address = try await providers.word(after: "providers listen on ")
        let bed = try await GatewayBed(
            """
            regions: [europe-west3]
            logging: {flush_seconds: 0.1}
            server: {certificate: "\(certificate)", key: "\(key)"}
            auth: {mode: none}
            providers:
              believed: {kind: anthropic, url: "https://\(address)/x", key: {env: PROVIDER_KEY}, trust_roots: "\(certificate)"}
              doubted: {kind: anthropic, url: "https://\(address)/y", key: {env: PROVIDER_KEY}}
            models: {claude: {targets: [{provider: doubted, model: m-1}, {provider: believed, model: m-2}]}}
            """)
        #expect(bed.address.hasPrefix("https://"))
        var configuration = HTTPClient.Configuration()
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(certificate))
        configuration.tlsConfiguration = tls
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: bed.address + "/v1/proxy/anthropic/v1/messages")
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#))
        let response = try await client.execute(request, timeout: .seconds(20))
        let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
        try await client.shutdown()
        #expect(response.status == .ok && body.contains("x-1-0"))
        let record = try await bed.record(of: try #require(response.headers.first(name: "x-request-id")))
        #expect(record.attempts.map { $0.text("error") } == ["tls", nil])
    }
}
