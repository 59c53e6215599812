import Crypto
import Foundation
import HTTPServing
import LogRecords
import SettingsFiles

/// A configuration as it lay in its file.
struct ConfigurationFile: Sendable {
    let path: String
    let settings: GatewayConfiguration
    /// Twelve hexadecimal digits of the content: what a record carries.
    let hash: String
    /// The regions that the file, or the manifest it names, lists.
    let regions: [String]

    init(_ path: String) throws {
        self.path = path
        let text = try YAMLFile.text(of: path)
        settings = try YAMLFile.decode(GatewayConfiguration.self, text, path)
        hash = SHA256.hash(data: Data(text.utf8)).prefix(6).map { UInt64($0).hexadecimal.suffix(2) }.joined()
        if let manifest = settings.runwayManifest {
            let beside = URL(fileURLWithPath: manifest, relativeTo: URL(fileURLWithPath: path).deletingLastPathComponent()).path
            regions = try YAMLFile.decode(RunwayManifest.self, YAMLFile.text(of: beside), beside).spec.regions
        } else {
            regions = settings.regions
        }
        try RegionName.check(regions)
        try settings.check()
    }

    /// The region of this process: what was said on the command line, else in the environment; never a default.
    func region(_ named: String?, environment: [String: String]) throws -> String {
        guard let region = named ?? environment["RUNWAY_REGION"], !region.isEmpty else { throw ConfigurationError.noRegion }
        guard regions.contains(region) else { throw ConfigurationError.unknownRegion(region, known: regions) }
        return region
    }
}

/// What of a Runway service manifest concerns a gateway: `spec.regions`.
private struct RunwayManifest: Decodable {
    struct Spec: Decodable { var regions: [String] }

    var spec: Spec
}

extension GatewayConfiguration {
    /// Refuses what is well-formed and cannot be meant.
    func check() throws {
        for (name, model) in models {
            guard !model.targets.isEmpty else { throw ConfigurationError.invalid("the model \(name) has no targets", hint: nil) }
            for target in model.targets where providers[target.provider] == nil {
                throw ConfigurationError.invalid(
                    "models.\(name): there is no provider \(target.provider)",
                    hint: "there are: " + providers.keys.sorted().joined(separator: ", "))
            }
        }
        let named = [features.codeCompletions, features.codeGenerations, features.chat] + features.prompts.values.map(\.model)
        for model in named.compactMap({ $0 }) where models[model] == nil {
            throw ConfigurationError.invalid(
                "features: there is no model \(model)", hint: "there are: " + models.keys.sorted().joined(separator: ", "))
        }
        for (name, provider) in providers { try provider.check(name) }
        let seconds = [
            timeouts.connect, timeouts.head, timeouts.streamHead, timeouts.firstEvent, timeouts.idle, timeouts.total,
            logging.flushSeconds, logging.rotateSeconds, auth.jwksRefreshSeconds, Double(auth.userTokenSeconds),
            server.headSeconds, server.bodySeconds,
        ]
        guard seconds.allSatisfy({ $0 > 0 && $0 <= 86_400 }) else {
            throw ConfigurationError.invalid("a time must be above 0 and at most a day", hint: nil)
        }
        guard (0...86_400).contains(server.drainDelaySeconds), (0...86_400).contains(server.drainSeconds) else {
            throw ConfigurationError.invalid("server: drain_delay_seconds and drain_seconds are from 0 to a day", hint: nil)
        }
        guard (1...(1 << 30)).contains(server.maxBodyBytes), (1...(1 << 30)).contains(logging.flushBytes),
            (1...(1 << 40)).contains(logging.rotateBytes)
        else {
            throw ConfigurationError.invalid("a size must be above 0 and at most 1 GiB, rotate_bytes at most 1 TiB", hint: nil)
        }
        guard BodyBudget.canHold(server.maxBodyBytes, ofCaller: server.maxBodyBytesOfCaller, all: server.maxBodyBytesHeld) else {
            throw ConfigurationError.invalid(
                "server: max_body_bytes, max_body_bytes_of_caller and max_body_bytes_held grow in this order, to 1 TiB at most",
                hint: nil)
        }
        guard (server.certificate == nil) == (server.key == nil) else {
            throw ConfigurationError.invalid("server: certificate and key belong together", hint: nil)
        }
        guard (0...1_000_000).contains(logging.refusalsPerSecond), (0...1_000_000).contains(logging.refusalsPerSecondOfPeer) else {
            throw ConfigurationError.invalid("logging: refusals a second are from 0 to 1000000", hint: nil)
        }
        try auth.check()
        _ = try TrustedPeers(server.trustedPeers)
    }
}

extension AuthSettings {
    fileprivate func check() throws {
        let names = issuers.map(\.issuer)
        guard Set(names).count == names.count else {
            throw ConfigurationError.invalid("auth.issuers: an issuer is named twice", hint: nil)
        }
        guard !names.contains(audience) else {
            throw ConfigurationError.invalid(
                "auth.issuers: \(audience) is this gateway itself, which gives out tokens of users",
                hint: "its own key is auth.signing_key")
        }
        guard jwksStaleSeconds > 0, jwksStaleSeconds <= 31 * 86_400 else {
            throw ConfigurationError.invalid("auth.jwks_stale_seconds must be above 0 and at most 31 days", hint: nil)
        }
    }
}

extension ProviderSettings {
    fileprivate func check(_ key: String) throws {
        if let url {
            guard let parts = URL(string: url), ["http", "https"].contains(parts.scheme ?? ""), parts.host?.isEmpty == false,
                parts.query == nil, parts.user == nil
            else {
                throw ConfigurationError.invalid(
                    "providers.\(key).url is no http or https address without user and query", hint: nil)
            }
            // The client library takes no other, and ends the process.
            guard (1...65_535).contains(parts.port ?? 80) else {
                throw ConfigurationError.invalid("providers.\(key).url: a port is from 1 to 65535", hint: nil)
            }
        }
        if kind == .vertexAI, project == nil || location == nil {
            throw ConfigurationError.invalid("providers.\(key): Vertex AI needs project and location", hint: nil)
        }
        if kind == .openai, url == nil, name != nil, name != "openai" {
            throw ConfigurationError.invalid("providers.\(key): \(name ?? "") needs its url", hint: nil)
        }
        guard (1...65_536).contains(connections) else {
            throw ConfigurationError.invalid("providers.\(key).connections must be from 1 to 65536", hint: nil)
        }
    }
}
