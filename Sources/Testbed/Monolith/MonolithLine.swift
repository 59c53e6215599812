/// What the monolith knows of a request that it sent on: the truth, in its journal.
struct MonolithLine: Encodable, Sendable {
    var correlation_id: String
    var path: String
    var started: String
    /// What the user got.
    var status: Int?
    /// `completed`, `cut`, `no_answer`.
    var outcome = "completed"
    /// Of the gateway's answer, and of the edge before it.
    var request_id: String?
    var region: String?
    var ray: String?
}
