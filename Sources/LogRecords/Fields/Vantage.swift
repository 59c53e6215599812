/// Who wrote a record. Raw values are stored: never renumber.
package enum Vantage: Int, CaseIterable, Sendable {
    /// Cloudflare.
    case edge = 1
    /// A Google Cloud load balancer.
    case balancer = 2
    /// An AI gateway: ours, GitLab's, or Cloud Run speaking for one.
    case gateway = 3
    /// One call to a model; shown as an attempt, not as a hop.
    case provider = 4
    /// GitLab Rails, Workhorse, Sidekiq.
    case monolith = 5

    package var name: String {
        switch self {
        case .edge: "edge"
        case .balancer: "balancer"
        case .gateway: "gateway"
        case .provider: "provider"
        case .monolith: "monolith"
        }
    }
}
