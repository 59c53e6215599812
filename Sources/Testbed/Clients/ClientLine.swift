/// What a client knows of a request: the truth, in its journal.
struct ClientLine: Encodable, Sendable {
    var number: Int
    /// What `label` last said.
    var label: String
    /// `direct`, `indirect`.
    var connection: String
    /// Where the request met the edge.
    var colo: String
    var path: String
    var stream: Bool
    var started: String
    var status: Int?
    /// `completed`, `cut` after the answer had begun, `no_answer`.
    var outcome = "completed"
    /// Of the answer: the ray of a direct request, the correlation id of an indirect one.
    var ray: String?
    var request_id: String?
    var correlation_id: String?
    var region: String?
}
