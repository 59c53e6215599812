import SettingsFiles

/// One account at one place of a model provider.
struct ProviderSettings: Sendable, Decodable {
    /// Whose API a provider speaks.
    enum Kind: String, Sendable, Decodable, CaseIterable {
        case anthropic
        case openai
        case vertexAI = "vertex_ai"
    }

    var kind = Kind.openai
    /// Without a path for Anthropic and Vertex AI; for the OpenAI protocol what comes before `/v1`.
    var url: String?
    /// As in `gen_ai.provider.name`; by default that of the address, else of the kind, and `self_hosted` for the OpenAI
    /// protocol at an address that is no vendor's.
    var name: String?
    /// Where the models run; by default what a vendor's address names. Never guessed.
    var location: String?
    /// Vertex AI's.
    var project: String?
    var key: SecretSettings?
    /// PEM certificates to believe beside the system's, for a server of one's own.
    var trustRoots: String?
    /// Calls at once; more wait for a connection.
    var connections = 256

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, url, name, location, project, key, connections
        case trustRoots = "trust_roots"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        kind = try values.required(.kind)
        try values.read(.url, into: &url)
        try values.read(.name, into: &name)
        try values.read(.location, into: &location)
        try values.read(.project, into: &project)
        try values.read(.key, into: &key)
        try values.read(.trustRoots, into: &trustRoots)
        try values.read(.connections, into: &connections)
    }
}

/// Where requests for one model go.
struct ModelSettings: Sendable, Decodable {
    /// One place that serves the model.
    struct Target: Sendable, Decodable {
        /// A key of `providers`.
        var provider = ""
        /// The model's name there.
        var model = ""

        enum CodingKeys: String, CodingKey, CaseIterable { case provider, model }

        init(from decoder: any Decoder) throws {
            let values = try decoder.values(CodingKeys.self)
            provider = try values.required(.provider)
            model = try values.required(.model)
        }
    }

    /// In the order in which they are tried.
    var targets: [Target] = []
    /// What becomes of a call whose client left: `cancel`, or `drain`, which reads on for a while to learn the usage.
    var clientGone = ClientGone.cancel

    /// What becomes of a call whose client left.
    enum ClientGone: String, Sendable, Decodable, CaseIterable { case cancel, drain }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case targets
        case clientGone = "client_gone"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        targets = try values.required(.targets)
        try values.read(.clientGone, into: &clientGone)
    }
}
