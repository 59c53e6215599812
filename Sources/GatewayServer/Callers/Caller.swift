/// Who a request comes from, and how that is known.
struct Caller: Sendable {
    /// By which way a request comes from a person to the gateway.
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

    /// Whether it may do what needs a scope.
    func may(_ scope: Scope) -> Bool { scopes?.contains(scope.rawValue) ?? true }
}

/// What an endpoint asks of a token: a unit primitive, as GitLab's gateway calls it.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/docs/auth.md
struct Scope: RawRepresentable, Hashable, Sendable {
    var rawValue: String

    static let completeCode = Scope(rawValue: "complete_code")
    static let generateCode = Scope(rawValue: "generate_code")
    static let chat = Scope(rawValue: "duo_chat")
    static let proxy = Scope(rawValue: "ai_gateway_model_provider_proxy")
}
