/// Who a request comes from, and how that is known.
struct Caller: Sendable {
    enum Connection: String, Sendable {
        /// An editor with a user's token.
        case direct
        /// A GitLab instance on behalf of its users.
        case indirect
    }

    var connection: Connection?
    /// The instance's UUID.
    var instance: String?
    /// Whether a token proves the instance.
    var isAuthenticated = false
    var realm: String?
    var user: String?
    /// What the token permits; `nil`: everything.
    var scopes: [String]?
}

/// What an endpoint asks of a token.
enum Scope: String, Sendable {
    case completeCode = "complete_code"
    case generateCode = "generate_code"
    case chat = "duo_chat"
    case proxy = "ai_gateway_model_provider_proxy"
}

/// Why a request is not let in; the words are the ones that GitLab's gateway uses, so that clients and runbooks know them.
enum Refusal: Error, Equatable {
    case noAuthorization
    case invalidAuthorization
    case notOIDC
    case forbidden
    case headerMismatch(String)
    case missingHeader(String)
    case scope(Scope)
    /// The keys to check tokens with are not there.
    case noKeys

    var status: Int {
        switch self {
        case .scope: 403
        case .noKeys: 503
        default: 401
        }
    }

    var words: String {
        switch self {
        case .noAuthorization: "No authorization header presented"
        case .invalidAuthorization: "Invalid authorization header"
        case .notOIDC: "Invalid authentication token type - only OIDC is supported"
        case .forbidden: "Forbidden by auth provider"
        case .headerMismatch(let header): "Header mismatch '\(header)'"
        case .missingHeader(let header): "Header is missing: '\(header)'"
        case .scope(let scope): "Unauthorized to access \(scope.rawValue)"
        case .noKeys: "Authentication is not available"
        }
    }

    /// One word for the record.
    var code: String {
        switch self {
        case .noAuthorization: "no_authorization"
        case .invalidAuthorization: "invalid_authorization"
        case .notOIDC: "not_oidc"
        case .forbidden: "forbidden_by_auth_provider"
        case .headerMismatch: "header_mismatch"
        case .missingHeader: "header_missing"
        case .scope: "scope"
        case .noKeys: "no_keys"
        }
    }
}
