import Foundation
import JWTKit
import Places
import Yams

/// The folder of a topology: its configurations and outputs in `run`, logs in `logs`, what really happened in
/// `journals`.
struct Layout: Sendable {
    let folder: String
    let settings: TopologyConfiguration
    /// The sections `edge` and `gateway` of the topology's file, as YAML.
    let overrides: String

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    var logs: String { path("logs") }

    func makeFolders() throws {
        for name in ["run", "logs", "journals"] {
            try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        }
        // Tokens of users must be good in every region.
        let key = path("run/signing.pem")
        let isWritten = FileManager.default.createFile(
            atPath: key, contents: Data(ES256PrivateKey().pemRepresentation.utf8), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw TopologyError.refused("\(key) cannot be written") }
    }

    func writeProviders() throws -> String {
        let providers = settings.providers.mapValues { provider -> [String: Any] in
            var values: [String: Any] = [
                "delay_ms": provider.standIn.delayMilliseconds, "piece_delay_ms": provider.standIn.pieceDelayMilliseconds,
                "pieces": provider.standIn.pieces,
            ]
            values["location"] = provider.standIn.location
            return values
        }
        return try write("providers", ["providers": providers])
    }

    func writeMonolith() throws -> String {
        let instance = settings.instance
        return try write(
            "monolith",
            [
                "instance": instance.instance, "issuer": instance.issuer, "realm": instance.realm, "host": instance.host,
                "version": instance.version,
            ])
    }

    /// One for all regions; `addresses` are those of the providers and of the GitLab instance.
    func writeGateway(providers address: String, monolith: String) throws -> String {
        let providers = Dictionary(
            uniqueKeysWithValues: settings.providers.map { name, provider in
                var values: [String: Any] = [
                    "kind": provider.kind.rawValue, "url": "http://\(address)/\(name)", "key": ["env": Layout.keyVariable],
                ]
                values["location"] = provider.standIn.location
                if provider.kind == .vertexAI { values["project"] = "testbed" }
                if provider.kind == .openai { values["name"] = "openai" }
                return (name, values)
            })
        let models = settings.models.mapValues { targets in
            [
                "targets": targets.map { target in
                    let name = target.prefix { $0 != "/" }
                    return ["provider": String(name), "model": String(target.dropFirst(name.count + 1))]
                }
            ]
        }
        let first = settings.models.keys.sorted().first ?? ""
        return try write(
            "gateway",
            [
                "regions": settings.regions,
                "server": ["trusted_peers": ["127.0.0.1/32"], "edge_headers": true, "drain_delay_seconds": 3] as [String: Any],
                "auth": [
                    "mode": "token", "signing_key": ["file": path("run/signing.pem")],
                    "issuers": [["issuer": settings.instance.issuer, "jwks": "http://\(monolith)/oauth/discovery/keys"]],
                ] as [String: Any],
                "providers": providers, "models": models,
                "features": ["code_completions": first, "code_generations": first, "chat": first],
                "logging": ["flush_seconds": 0.5],
            ], under: "gateway")
    }

    func writeEdge(_ addresses: [String: String]) throws -> String {
        let colos = Dictionary(
            uniqueKeysWithValues: settings.colos.map { colo in
                let ways = Dictionary(
                    uniqueKeysWithValues: settings.regions.map { ($0, RoundTrips.milliseconds(from: colo, to: $0) ?? 0) })
                let country = Places.colo(colo).flatMap { $0.split(separator: ", ").last.map(String.init) } ?? "XX"
                return (colo, ["country": country, "round_trips": ways] as [String: Any])
            })
        return try write(
            "edge",
            [
                "colos": colos, "regions": addresses.mapValues { ["url": "http://\($0)"] }, "fallback": settings.regions,
                "server": ["admin": "127.0.0.1:0"],
            ], under: "edge")
    }

    /// Each region has a key of its own, so that the providers' journal tells which of them called.
    static let keyVariable = "TESTBED_PROVIDER_KEY"

    static func key(of region: String) -> String { "testbed-\(region)" }

    private func write(_ name: String, _ values: [String: Any], under section: String? = nil) throws -> String {
        var values = values
        if let section, let all = try Yams.load(yaml: overrides) as? [String: Any], let over = all[section] as? [String: Any] {
            values = Layout.merged(values, over)
        }
        let file = path("run/\(name).yaml")
        try Yams.dump(object: values, sortKeys: true).write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    /// Sections are merged key by key, anything else is replaced.
    private static func merged(_ values: [String: Any], _ over: [String: Any]) -> [String: Any] {
        values.merging(over) { old, new in
            if let old = old as? [String: Any], let new = new as? [String: Any] { return merged(old, new) }
            return new
        }
    }
}
