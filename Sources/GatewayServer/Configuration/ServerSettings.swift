import SettingsFiles

/// How connections come in and end.
struct ServerSettings: Sendable, Decodable {
    /// Peers whose `cf-*` and `x-forwarded-*` headers are believed, as addresses or CIDR blocks.
    var trustedPeers: [String] = []
    /// The trusted peers are `gateway edge`, which takes out the `x-edge-*` headers that a client sends; otherwise
    /// those are not read.
    var edgeHeaders = false
    var maxBodyBytes = 10 << 20
    /// How long the head of a request may take, and its body; a body that goes on longer must bring 4,096 bytes a
    /// second.
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
