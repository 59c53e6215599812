import Foundation
import SettingsFiles
import Testing

@testable import EdgeRouter
@testable import GatewayServer

/// Numbers in a configuration that nothing can be done with.
struct ConfigurationLimitTests {
    private static func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test(arguments: [
        "server: {drain_seconds: 1e300}", "server: {drain_delay_seconds: .inf}", "server: {drain_seconds: -1}",
        "server: {drain_delay_seconds: .nan}", "auth: {user_token_seconds: 9223372036854775807}", "auth: {user_token_seconds: 0}",
        "auth: {jwks_stale_seconds: 1e300}", "auth: {jwks_stale_seconds: .nan}", "auth: {jwks_refresh_seconds: .inf}",
        "providers: {a: {kind: openai, url: \"http://127.0.0.1:99999/x\", key: {env: K}}}",
        "logging: {flush_bytes: 9223372036854775807}", "timeouts: {total: 1e300}", "timeouts: {connect: .nan}",
        "server: {max_body_bytes: 9223372036854775807}",
        "logging: {flush_seconds: .inf}", "server: {head_seconds: 1e300}", "server: {head_seconds: 0}",
        "server: {body_seconds: .nan}",
    ])
    func `a number without sense is refused before anything begins`(_ setting: String) throws {
        let path = try Self.file("regions: [europe-west3]\n" + setting)
        defer { try? FileManager.default.removeItem(atPath: path) }  // scratch
        #expect(throws: ConfigurationError.self) { try ConfigurationFile(path) }
    }

    @Test(arguments: ["../../x", "/x", ".", "", "a b", "a/b", "é", "a\\nb", String(repeating: "a", count: 64)])
    func `a region whose name is no word of letters, digits and dashes is refused, by gateway and edge`(_ name: String) throws {
        let manifest = try Self.file("spec: {regions: [\"\(name)\"]}")
        let gateways = ["regions: [us-east4, \"\(name)\"]", "runway_manifest: \(manifest)"]
        let edge = try Self.file("{colos: {IAD: {}}, regions: {\"\(name)\": {url: http://127.0.0.1:1}}}")
        for text in gateways {
            let path = try Self.file(text)
            defer { try? FileManager.default.removeItem(atPath: path) }  // scratch
            #expect(throws: ConfigurationError.self) { try ConfigurationFile(path) }
        }
        #expect(throws: ConfigurationError.self) { try EdgeConfiguration(file: edge) }
        for path in [manifest, edge] { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func `a region that an edge is to try twice is refused`() throws {
        let regions = "{colos: {IAD: {}}, regions: {us-east4: {url: http://127.0.0.1:1}}, fallback: [us-east4, us-east4]}"
        let path = try Self.file(regions)
        defer { try? FileManager.default.removeItem(atPath: path) }  // scratch
        #expect(throws: ConfigurationError.self) { try EdgeConfiguration(file: path) }
    }
}
