import SettingsFiles

/// What `gateway.yaml` says; gateway.yaml(5) describes every key.
///
/// It is read once, checked as a whole, and never changed while the process runs: every record carries its hash.
struct GatewayConfiguration: Sendable, Decodable {
    /// The regions that a process may say it runs in.
    var regions: [String] = []
    /// A Runway service manifest that lists them instead; a path beside the file.
    var runwayManifest: String?
    var server = ServerSettings()
    var auth = AuthSettings()
    var providers: [String: ProviderSettings] = [:]
    /// By the name that callers use.
    var models: [String: ModelSettings] = [:]
    var features = FeatureSettings()
    var timeouts = TimeoutSettings()
    var logging = LoggingSettings()

    enum CodingKeys: String, CodingKey, CaseIterable {
        case regions, server, auth, providers, models, features, timeouts, logging
        case runwayManifest = "runway_manifest"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.regions, into: &regions)
        try values.read(.runwayManifest, into: &runwayManifest)
        try values.read(.server, into: &server)
        try values.read(.auth, into: &auth)
        try values.read(.providers, into: &providers)
        try values.read(.models, into: &models)
        try values.read(.features, into: &features)
        try values.read(.timeouts, into: &timeouts)
        try values.read(.logging, into: &logging)
    }
}

/// Which model serves the endpoints that do not name one.
struct FeatureSettings: Sendable, Decodable {
    var codeCompletions: String?
    var codeGenerations: String?
    var chat: String?
    /// By prompt id, as in `/v1/prompts/chat/explain_code`.
    var prompts: [String: PromptSettings] = [:]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case chat, prompts
        case codeCompletions = "code_completions"
        case codeGenerations = "code_generations"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.codeCompletions, into: &codeCompletions)
        try values.read(.codeGenerations, into: &codeGenerations)
        try values.read(.chat, into: &chat)
        try values.read(.prompts, into: &prompts)
    }
}

/// A prompt that the gateway keeps: `{name}` stands for an input of the request.
struct PromptSettings: Sendable, Decodable {
    var model = ""
    var system: String?
    var user = ""
    /// What a token must permit; `duo_chat` where nothing is said.
    var scope: String?

    enum CodingKeys: String, CodingKey, CaseIterable { case model, system, user, scope }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        model = try values.required(.model)
        user = try values.required(.user)
        try values.read(.system, into: &system)
        try values.read(.scope, into: &scope)
    }
}

/// How long each phase of a call may take, in seconds.
struct TimeoutSettings: Sendable, Decodable {
    /// Name, connection and TLS.
    var connect = 2.0
    /// Until the head of an answer that comes as one piece.
    var head = 60.0
    /// Until the head of a stream.
    var streamHead = 10.0
    /// From there to the first event.
    var firstEvent = 15.0
    /// Between two events.
    var idle = 30.0
    /// A request with all its attempts.
    var total = 85.0

    enum CodingKeys: String, CodingKey, CaseIterable {
        case connect, head, idle, total
        case streamHead = "stream_head"
        case firstEvent = "first_event"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.connect, into: &connect)
        try values.read(.head, into: &head)
        try values.read(.streamHead, into: &streamHead)
        try values.read(.firstEvent, into: &firstEvent)
        try values.read(.idle, into: &idle)
        try values.read(.total, into: &total)
    }
}
