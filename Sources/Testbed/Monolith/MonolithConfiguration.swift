import SettingsFiles

/// What `testbed monolith --config` reads; testbed-monolith(1).
struct MonolithConfiguration: Sendable, Decodable {
    /// The UUID of the GitLab instance that is stood in for.
    var instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
    /// The claim `iss` of its tokens.
    var issuer = "https://customers.example.com"
    var realm = "self-managed"
    var host = "gitlab.example.com"
    var version = "18.6.0"
    /// Where the AI gateway is, or an edge before it; ordered later where it is not there.
    var gateway: String?

    enum CodingKeys: String, CodingKey, CaseIterable { case instance, issuer, realm, host, version, gateway }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.instance, into: &instance)
        try values.read(.issuer, into: &issuer)
        try values.read(.realm, into: &realm)
        try values.read(.host, into: &host)
        try values.read(.version, into: &version)
        try values.read(.gateway, into: &gateway)
    }
}
