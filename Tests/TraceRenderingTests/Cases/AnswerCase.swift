import LogRecords
import Testing
import TraceRoutes

/// An answer with the name of its golden files.
struct AnswerCase: Sendable, CustomTestStringConvertible {
    var name: String
    var answer: Answer

    var testDescription: String { name }

    static let all: [AnswerCase] = found + unclear + choices + notFound
}

/// What the invented requests go by.
enum Invented {
    static let globalEndpoint =
        "Google states that nobody can control or know which region its global endpoint sends a request to"
    static let ray = "8c38fb2918f135d2"
    static let requestID = "0191f5e2-7a0f-7c3e-9b51-2f6d8a4c1e07"
    static let correlationID = "01J7V5YC9FQ4ZK3M8XWN2RTB6D"
    static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
    static let gatewayInstance = "0b9c5d9e-3a41-4b7e-8c52-6f1d2e3a4b5c"
    static let edgeShard = "edge/20240915T133000Z_20240915T133500Z_ab12.log.gz"
    static let gatewayShard = "gateway/us-east4/2024-09-15/13/0b9c5d9e-17.ndjson.gz"
    static let gitlabShard = "gitlab/ai_gateway/2024-09-15T13.log.zst"
    static let cloudRunShard = "cloud_run/2024/09/15/13:00:00_13:59:59_S0.json"

    static let askedRay = Asked(
        text: "8c38fb2918f135d2-IAD",
        readings: [Reading(kind: "ray", value: ray, suffix: "IAD", time: at("2024-09-15T13:32:08.495Z"), matched: true)])

    static let askedCorrelation = Asked(
        text: correlationID,
        readings: [Reading(kind: "ulid", value: correlationID, time: at("2024-09-15T13:32:08.303Z"), matched: true)])

    static let coverage = Coverage.of(
        "2024-09-15T13:22:08.495Z", "2024-09-15T13:42:10.346Z",
        [("cloudflare.http_requests", 4, 0), ("waybill.gateway", 24, 0), ("google.load_balancer", 0, nil)])

    /// The request of most cases, seen by edge and gateway.
    static var request: RequestSummary {
        var request = RequestSummary()
        request.method = "POST"
        request.host = "cloud.gitlab.example"
        request.path = "/v2/completions"
        request.status = 200
        request.statusBy = .edge
        request.result = "completed"
        request.started = at("2024-09-15T13:32:08.495Z")
        request.ended = at("2024-09-15T13:32:10.346Z")
        request.duration = 1851 * millisecond
        request.timesBy = .edge
        request.connection = "direct"
        request.realm = "self-managed"
        request.customerInstance = instance
        request.instanceProof = "authenticated"
        request.gatewayInstance = gatewayInstance
        request.ids = [.ray: [ray], .requestID: [requestID], .correlationID: [correlationID]]
        return request
    }
}
