import Foundation
import SettingsFiles
import Testing
import Workbench

@testable import EdgeRouter
@testable import GatewayServer

/// Numbers in a configuration that nothing can be done with.
struct ConfigurationLimitTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func file(_ text: String) throws -> String { try scratch.write(text, to: "\(UUID().uuidString).yaml") }

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
        let path = try file("regions: [europe-west3]\n" + setting)
        #expect(throws: ConfigurationError.self) { try ConfigurationFile(path) }
    }

    @Test(arguments: ["../../x", "/x", ".", "", "a b", "a/b", "é", "a\\nb", String(repeating: "a", count: 64)])
    func `a region whose name is no word of letters, digits and dashes is refused, by gateway and edge`(_ name: String) throws {
        let manifest = try file("spec: {regions: [\"\(name)\"]}")
        let gateways = ["regions: [us-east4, \"\(name)\"]", "runway_manifest: \(manifest)"]
        let edge = try file("{colos: {IAD: {}}, regions: {\"\(name)\": {url: http://127.0.0.1:1}}}")
        for text in gateways {
            let path = try file(text)
            #expect(throws: ConfigurationError.self) { try ConfigurationFile(path) }
        }
        #expect(throws: ConfigurationError.self) { try EdgeConfiguration(file: edge) }
    }

    @Test func `a region that an edge is to try twice is refused`() throws {
        let regions = "{colos: {IAD: {}}, regions: {us-east4: {url: http://127.0.0.1:1}}, fallback: [us-east4, us-east4]}"
        let path = try file(regions)
        #expect(throws: ConfigurationError.self) { try EdgeConfiguration(file: path) }
    }
}
