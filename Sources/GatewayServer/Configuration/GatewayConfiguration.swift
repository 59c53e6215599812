import OwnedFiles
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

/// How connections come in and end.
struct ServerSettings: Sendable, Decodable {
    /// Peers whose `cf-*` and `x-forwarded-*` headers are believed, as addresses or CIDR blocks.
    var trustedPeers: [String] = []
    /// The trusted peers are `gateway edge`, which takes out the `x-edge-*` headers that a client sends; otherwise those are not read.
    var edgeHeaders = false
    var maxBodyBytes = 10 << 20
    /// How long the head of a request may take, and its body; a body that goes on longer must bring 4,096 bytes a second.
    var headSeconds = 10.0
    var bodySeconds = 20.0
    /// Of all requests of one caller that are being served.
    var maxBodyBytesOfCaller = 64 << 20
    /// Of all requests that are being served; the process has up to three times as much for them.
    var maxBodyBytesHeld = 256 << 20
    /// How long the process stays not ready before it stops to accept.
    var drainDelaySeconds = 0.0
    /// How long streams may go on after that.
    var drainSeconds = 30.0
    /// PEM files; without them it serves plain HTTP.
    var certificate: String?
    var key: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case certificate, key
        case trustedPeers = "trusted_peers"
        case edgeHeaders = "edge_headers"
        case maxBodyBytes = "max_body_bytes"
        case headSeconds = "head_seconds"
        case bodySeconds = "body_seconds"
        case maxBodyBytesOfCaller = "max_body_bytes_of_caller"
        case maxBodyBytesHeld = "max_body_bytes_held"
        case drainDelaySeconds = "drain_delay_seconds"
        case drainSeconds = "drain_seconds"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.trustedPeers, into: &trustedPeers)
        try values.read(.edgeHeaders, into: &edgeHeaders)
        try values.read(.maxBodyBytes, into: &maxBodyBytes)
        try values.read(.headSeconds, into: &headSeconds)
        try values.read(.bodySeconds, into: &bodySeconds)
        maxBodyBytesOfCaller = max(maxBodyBytesOfCaller, maxBodyBytes)
        try values.read(.maxBodyBytesOfCaller, into: &maxBodyBytesOfCaller)
        maxBodyBytesHeld = max(maxBodyBytesHeld, maxBodyBytesOfCaller)
        try values.read(.maxBodyBytesHeld, into: &maxBodyBytesHeld)
        try values.read(.drainDelaySeconds, into: &drainDelaySeconds)
        try values.read(.drainSeconds, into: &drainSeconds)
        try values.read(.certificate, into: &certificate)
        try values.read(.key, into: &key)
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

/// How records are written.
struct LoggingSettings: Sendable, Decodable {
    /// A line when a call begins, too: insurance against a crash before the request's own.
    var attemptOpen = false
    /// A copy of each line to standard output, for a platform that collects it there.
    var standardOutput = false
    var flushSeconds = 1.0
    var flushBytes = 256 << 10
    var rotateSeconds = 300.0
    var rotateBytes = 64 << 20
    /// Refused requests that have a line of their own: of one peer, and of all.
    var refusalsPerSecondOfPeer = 20
    var refusalsPerSecond = 200
    /// Who may read records besides the process's own user.
    var group: String?
    /// As `group` says; for the owner alone where there is no such group, which `check` refuses.
    private(set) var access = FileAccess.owner

    enum CodingKeys: String, CodingKey, CaseIterable {
        case group
        case attemptOpen = "attempt_open"
        case standardOutput = "stdout"
        case flushSeconds = "flush_seconds"
        case flushBytes = "flush_bytes"
        case rotateSeconds = "rotate_seconds"
        case rotateBytes = "rotate_bytes"
        case refusalsPerSecondOfPeer = "refusals_per_second_of_peer"
        case refusalsPerSecond = "refusals_per_second"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.attemptOpen, into: &attemptOpen)
        try values.read(.standardOutput, into: &standardOutput)
        try values.read(.flushSeconds, into: &flushSeconds)
        try values.read(.flushBytes, into: &flushBytes)
        try values.read(.rotateSeconds, into: &rotateSeconds)
        try values.read(.rotateBytes, into: &rotateBytes)
        try values.read(.refusalsPerSecondOfPeer, into: &refusalsPerSecondOfPeer)
        try values.read(.refusalsPerSecond, into: &refusalsPerSecond)
        group = try values.decodeIfPresent(String.self, forKey: .group)
        access = try FileAccess(ofGroup: group, key: "logging.group")
    }
}
