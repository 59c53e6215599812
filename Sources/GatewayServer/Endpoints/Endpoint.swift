import HTTPTypes

/// What a path asks for.
enum Endpoint: Sendable, Equatable {
    case health
    case ready
    case region
    case modelDefinitions
    case userToken
    /// A provider's own protocol; on Vertex AI the path names the model and what to do.
    case proxy(Surface, model: String?, isStream: Bool?)
    case codeCompletions
    case codeGenerations
    case codeCompletionsV3
    case suggestionsV4
    case chatAgent
    case prompt(String)

    /// What a path and a method lead to.
    enum Match: Equatable {
        case endpoint(Endpoint)
        case otherMethod
        case nothing
    }

    /// Finds the endpoint of a path. A prefix `/ai`, which an edge may have left on, is taken off.
    static func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        let own = path.hasPrefix("/ai/") ? String(path.dropFirst(3)) : path
        guard let (wanted, endpoint) = endpoint(own) else { return .nothing }
        return method == wanted || (wanted == .get && method == .head) ? .endpoint(endpoint) : .otherMethod
    }

    private static func endpoint(_ path: String) -> (HTTPRequest.Method, Endpoint)? {
        switch path {
        case "/monitoring/healthz": return (.get, .health)
        case "/monitoring/ready": return (.get, .ready)
        case "/monitoring/region": return (.get, .region)
        case "/v1/models/definitions": return (.get, .modelDefinitions)
        case "/v1/code/user_access_token": return (.post, .userToken)
        case "/v2/code/completions", "/v2/completions": return (.post, .codeCompletions)
        case "/v2/code/generations": return (.post, .codeGenerations)
        case "/v3/code/completions": return (.post, .codeCompletionsV3)
        case "/v4/code/suggestions": return (.post, .suggestionsV4)
        case "/v1/chat/agent": return (.post, .chatAgent)
        case "/v1/proxy/anthropic/v1/messages": return (.post, .proxy(.messages, model: nil, isStream: nil))
        case "/v1/proxy/anthropic/v1/messages/count_tokens": return (.post, .proxy(.countTokens, model: nil, isStream: false))
        case "/v1/proxy/openai/v1/chat/completions": return (.post, .proxy(.chat, model: nil, isStream: nil))
        case "/v1/proxy/openai/v1/embeddings": return (.post, .proxy(.embeddings, model: nil, isStream: false))
        default:
            if path.hasPrefix("/v1/prompts/"), path.count > "/v1/prompts/".count {
                return (.post, .prompt(String(path.dropFirst("/v1/prompts/".count))))
            }
            return vertex(path).map { (.post, $0) }
        }
    }

    /// `/v1/projects/P/locations/L/publishers/google/models/M:generateContent`: project and location are the client's
    /// idea, and ours are used.
    private static func vertex(_ path: String) -> Endpoint? {
        let prefix = "/v1/proxy/vertex-ai/v1/projects/"
        guard path.hasPrefix(prefix) else { return nil }
        let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 7, parts[1] == "locations", parts[3] == "publishers", parts[5] == "models" else { return nil }
        let last = parts[6].split(separator: ":", omittingEmptySubsequences: false)
        guard last.count == 2, !last[0].isEmpty else { return nil }
        let model = String(last[0])
        switch (parts[4], last[1]) {
        case ("google", "generateContent"): return .proxy(.generateContent, model: model, isStream: false)
        case ("google", "streamGenerateContent"): return .proxy(.generateContent, model: model, isStream: true)
        case ("anthropic", "rawPredict"): return .proxy(.messages, model: model, isStream: false)
        case ("anthropic", "streamRawPredict"): return .proxy(.messages, model: model, isStream: true)
        default: return nil
        }
    }

    /// Any of these a token must permit. What a component of the body asks for is looked at again when the body is
    /// read.
    func scopes(_ features: FeatureSettings) -> [Scope] {
        switch self {
        case .health, .ready, .region, .modelDefinitions: []
        case .userToken: [.completeCode]
        case .proxy: [.proxy]
        case .codeCompletions: [.completeCode]
        case .codeGenerations: [.generateCode]
        case .codeCompletionsV3, .suggestionsV4: [.completeCode, .generateCode]
        case .chatAgent: [.chat]
        case .prompt(let id): [features.prompts[id]?.scope.map(Scope.init(rawValue:)) ?? .chat]
        }
    }

    /// What the record calls it.
    var operation: String? {
        switch self {
        case .proxy: "proxy"
        case .chatAgent, .prompt: "chat"
        case .codeCompletions, .codeGenerations, .codeCompletionsV3, .suggestionsV4: "completion"
        default: nil
        }
    }
}
