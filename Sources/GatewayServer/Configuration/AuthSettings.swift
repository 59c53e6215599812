import SettingsFiles

/// How callers prove who they are.
struct AuthSettings: Sendable, Decodable {
    /// How callers prove who they are.
    enum Mode: String, Sendable, Decodable, CaseIterable {
        /// JSON Web Tokens of the issuers named.
        case token
        /// One of a few keys: for a gateway of one's own.
        case keys
        /// Anybody: for development.
        case none
    }

    /// Whose tokens are believed.
    struct Issuer: Sendable, Decodable {
        /// The claim `iss`.
        var issuer = ""
        /// Where its keys are: a URL, or a path of a file.
        var jwks = ""

        enum CodingKeys: String, CodingKey, CaseIterable { case issuer, jwks }

        init(issuer: String, jwks: String) { (self.issuer, self.jwks) = (issuer, jwks) }

        init(from decoder: any Decoder) throws {
            let values = try decoder.values(CodingKeys.self)
            issuer = try values.required(.issuer)
            jwks = try values.required(.jwks)
        }
    }

    /// What a token may do that lists no scopes.
    enum WithoutScopes: String, Sendable, Decodable, CaseIterable {
        case refuse
        /// Everything: for issuers that know no scopes.
        case allow
    }

    var mode = Mode.token
    var issuers: [Issuer] = []
    /// The claim `aud` of tokens for this gateway, and `iss` of those that it gives out.
    var audience = "gitlab-ai-gateway"
    var keys: [SecretSettings] = []
    /// The private key, in PEM, with which user tokens are signed; without it none are given out.
    var signingKey: SecretSettings?
    var tokensWithoutScopes = WithoutScopes.refuse
    var userTokenSeconds = 3600
    var jwksRefreshSeconds = 3600.0
    /// How long keys that cannot be refreshed go on to be believed.
    var jwksStaleSeconds = 86_400.0

    enum CodingKeys: String, CodingKey, CaseIterable {
        case mode, issuers, audience, keys
        case signingKey = "signing_key"
        case tokensWithoutScopes = "tokens_without_scopes"
        case userTokenSeconds = "user_token_seconds"
        case jwksRefreshSeconds = "jwks_refresh_seconds"
        case jwksStaleSeconds = "jwks_stale_seconds"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.mode, into: &mode)
        try values.read(.issuers, into: &issuers)
        try values.read(.audience, into: &audience)
        try values.read(.keys, into: &keys)
        try values.read(.signingKey, into: &signingKey)
        try values.read(.tokensWithoutScopes, into: &tokensWithoutScopes)
        try values.read(.userTokenSeconds, into: &userTokenSeconds)
        try values.read(.jwksRefreshSeconds, into: &jwksRefreshSeconds)
        try values.read(.jwksStaleSeconds, into: &jwksStaleSeconds)
    }
}
