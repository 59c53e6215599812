import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SettingsFiles

/// A call as it is sent to one target.
struct OutgoingCall: Sendable {
    let surface: Surface
    let target: Target
    let path: String
    let body: ByteBuffer
    let isStream: Bool
    private let more: [(String, String)]

    init(_ surface: Surface, to target: Target, body: ByteBuffer, isStream: Bool, more: [(String, String)]) {
        self.surface = surface
        self.target = target
        self.body = body
        self.isStream = isStream
        self.more = more
        path = OutgoingCall.path(surface, target, isStream)
    }

    private static func path(_ surface: Surface, _ target: Target, _ isStream: Bool) -> String {
        let provider = target.provider
        if provider.kind == .vertexAI {
            let (publisher, action) =
                target.isClaude
                ? ("anthropic", isStream ? "streamRawPredict" : "rawPredict")
                : ("google", isStream ? "streamGenerateContent?alt=sse" : "generateContent")
            return "/v1/projects/\(provider.project ?? "")/locations/\(provider.location ?? "")/publishers/\(publisher)"
                + "/models/\(target.model):\(action)"
        }
        return switch surface {
        case .messages: "/v1/messages"
        case .countTokens: "/v1/messages/count_tokens"
        case .embeddings: "/v1/embeddings"
        default: "/v1/chat/completions"
        }
    }

    /// Headers are made anew for each target: none of the client's own, least of all its key. `nil`: the target's key
    /// is not there.
    func request(_ trace: OutgoingTrace) -> HTTPClientRequest? {
        var request = HTTPClientRequest(url: target.provider.base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "accept", value: isStream ? "text/event-stream" : "application/json")
        request.headers.add(name: "user-agent", value: "waybill-gateway")
        if let settings = target.provider.key {
            guard let key = settings.value else { return nil }
            if target.provider.kind == .anthropic {
                request.headers.add(name: "x-api-key", value: key)
            } else {
                request.headers.add(name: "authorization", value: "Bearer \(key)")
            }
        } else if target.provider.kind != .openai {
            return nil
        }
        for (name, value) in more { request.headers.add(name: name, value: value) }
        if target.provider.kind == .anthropic, !request.headers.contains(name: "anthropic-version") {
            request.headers.add(name: "anthropic-version", value: "2023-06-01")
        }
        trace.add(to: &request.headers)
        request.body = .bytes(body)
        return request
    }
}

/// What lets a provider's log be joined with ours.
struct OutgoingTrace: Sendable {
    var requestID: String
    /// https://www.w3.org/TR/trace-context/#traceparent-header
    var traceparent: String

    fileprivate func add(to headers: inout HTTPHeaders) {
        headers.add(name: "x-request-id", value: requestID)
        headers.add(name: "traceparent", value: traceparent)
    }
}
