import AsyncHTTPClient
import HTTPCalling
import LogFormats
import NIOCore
import NIOSSL
import Places
import SettingsFiles

/// One account at one place of a model provider, ready to be called.
struct Provider: Sendable {
    /// Its key in the configuration.
    let id: String
    let kind: ProviderSettings.Kind
    /// As in `gen_ai.provider.name`. https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
    let name: String
    /// Scheme, host, port and what comes before `/v1`.
    let base: String
    let host: String
    /// As configured.
    let location: String?
    /// What the address says, where it is a vendor's.
    private let known: ProviderHost?
    let project: String?
    let key: Secret?
    let client: HTTPClient

    init(
        _ id: String, _ settings: ProviderSettings, _ timeouts: TimeoutSettings, group: any EventLoopGroup,
        environment: [String: String]
    ) throws {
        self.id = id
        kind = settings.kind
        location = settings.location
        project = settings.project
        base = (settings.url ?? Provider.address(settings)).trimmingSuffix("/")
        let address = ProviderAddress(url: base)
        known = address.flatMap { ProviderHost($0.host) }
        let isForeign = settings.kind == .openai && settings.url != nil
        name = settings.name ?? address?.provider ?? (isForeign ? "self_hosted" : settings.kind.providerName)
        host = String(base.split(separator: "/").dropFirst().first ?? "")
        key = settings.key.map { Secret($0, environment: environment) }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(group), configuration: try Provider.configuration(settings, timeouts))
    }

    /// What says where a model runs.
    enum PlaceSource: String { case configuration, address }

    /// Where a model of this provider runs: as configured, else what the address names, where the vendor states that
    /// the model runs there.
    func place(of model: String) -> (location: String, source: PlaceSource)? {
        if let location { return location == "global" ? nil : (location, .configuration) }
        guard let known, known.word == .runs, let place = known.place else { return nil }
        return known.provider == "aws.bedrock" && ProviderHost.isCrossRegionProfile(model) ? nil : (place, .address)
    }

    private static func address(_ settings: ProviderSettings) -> String {
        switch settings.kind {
        case .anthropic: "https://api.anthropic.com"
        case .openai: "https://api.openai.com"
        // https://cloud.google.com/vertex-ai/docs/reference/rest#rest_endpoints
        case .vertexAI:
            settings.location == "global"
                ? "https://aiplatform.googleapis.com" : "https://\(settings.location ?? "")-aiplatform.googleapis.com"
        }
    }

    /// One layer of retries, ours; no redirect, which would carry the key elsewhere; as many connections as calls.
    private static func configuration(
        _ settings: ProviderSettings, _ timeouts: TimeoutSettings
    ) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let roots = settings.trustRoots {
            tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(roots))]
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .nanoseconds(Int64(timeouts.connect * 1e9))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.connections
        configuration.connectionPool.idleTimeout = .seconds(50)
        configuration.guardAnswers()
        configuration.decompression = .disabled
        return configuration
    }

    /// What is missing before it can be called; `nil`: nothing. A server of one's own may need no key.
    var missing: String? {
        guard let key else { return kind == .openai ? nil : "providers.\(id): no key is configured" }
        return key.value == nil ? "providers.\(id): the key is not set (\(key.settings.place))" : nil
    }
}

extension ProviderSettings.Kind {
    var providerName: String {
        switch self {
        case .anthropic: "anthropic"
        case .openai: "openai"
        case .vertexAI: "gcp.vertex_ai"
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}

/// A model at a provider: where a call may go.
struct Target: Sendable {
    let provider: Provider
    /// The model's name there.
    let model: String

    /// What records and metrics call it.
    var id: String { "\(provider.id)/\(model)" }

    /// Whose model it is; on Vertex AI that decides the protocol.
    var isClaude: Bool { model.hasPrefix("claude") }
}

/// The targets of one model in their order.
struct Chain: Sendable {
    let model: String
    let targets: [Target]
    let clientGone: ModelSettings.ClientGone
}
