/// Why a request is not let in; the words are the ones that GitLab's gateway uses, so that clients and runbooks know
/// them.
enum Refusal: Error, Equatable {
    case noAuthorization
    case invalidAuthorization
    case notOIDC
    case forbidden
    case headerMismatch(String)
    case missingHeader(String)
    case scope(Scope)
    /// The token lists no scopes, and this gateway wants some.
    case noScopes
    /// The token is one that this gateway gave out, which makes no other.
    case ownToken
    /// The token's key is not among its issuer's; seconds until the keys are fetched again for such a token.
    case unknownKey(Int)
    /// The keys to check tokens with are not there.
    case noKeys

    var status: Int {
        switch self {
        case .scope, .noScopes, .ownToken: 403
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
        case .noScopes: "Unauthorized: the token lists no scopes"
        case .ownToken: "Unauthorized to create user access token for code suggestions"
        case .unknownKey(let seconds):
            "Forbidden by auth provider: the token's key is not known; the issuer's keys are fetched again in \(seconds) s"
        case .noKeys: "Authentication is not available"
        }
    }

    /// When to try again, where that is known.
    var retryAfter: String? {
        if case .unknownKey(let seconds) = self { "\(seconds)" } else { nil }
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
        case .noScopes: "no_scopes"
        case .ownToken: "own_token"
        case .unknownKey: "unknown_key"
        case .noKeys: "no_keys"
        }
    }
}
