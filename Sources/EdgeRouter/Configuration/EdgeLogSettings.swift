import OwnedFiles
import SettingsFiles

/// What is written about requests, in the shapes of the vendors that this edge stands in for.
struct EdgeLogSettings: Sendable, Decodable {
    /// Google's project in the names of logs and traces.
    var project = "gateway-demo"
    /// `http_requests` as Cloudflare's Logpush writes them.
    var edge: VendorLogSettings? = VendorLogSettings()
    /// A load balancer's lines in Cloud Logging; `null`: none.
    var balancer: BalancerLogSettings? = BalancerLogSettings()
    /// Cloud Run's request lines in Cloud Logging.
    var cloudRun: VendorLogSettings? = VendorLogSettings()

    /// Who may read what is written besides the process's own user.
    var group: String?
    private(set) var access = FileAccess.owner

    enum CodingKeys: String, CodingKey, CaseIterable {
        case project, edge, balancer, group
        case cloudRun = "cloud_run"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.project, into: &project)
        if values.contains(.edge) { edge = try values.decodeIfPresent(VendorLogSettings.self, forKey: .edge) }
        if values.contains(.balancer) { balancer = try values.decodeIfPresent(BalancerLogSettings.self, forKey: .balancer) }
        group = try values.decodeIfPresent(String.self, forKey: .group)
        access = try FileAccess(ofGroup: group, key: "logs.group")
        if values.contains(.cloudRun) { cloudRun = try values.decodeIfPresent(VendorLogSettings.self, forKey: .cloudRun) }
    }
}

/// How one vendor delivers.
struct VendorLogSettings: Sendable, Decodable {
    /// The share of requests that are logged, from 0 to 1.
    var sample = 1.0
    /// How long after its request a line is delivered.
    var delaySeconds = 0.0
    /// The share of lines that come after their hour, in an addendum (Google's alone).
    var late = 0.0

    enum CodingKeys: String, CodingKey, CaseIterable {
        case sample, late
        case delaySeconds = "delay_seconds"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.sample, into: &sample)
        try values.read(.delaySeconds, into: &delaySeconds)
        try values.read(.late, into: &late)
    }
}

/// A load balancer's log: a global one's never says a region.
struct BalancerLogSettings: Sendable, Decodable {
    /// A global balancer's line names no region.
    enum Kind: String, Sendable, Decodable, CaseIterable { case global, regional }

    var kind = Kind.global
    var delivery = VendorLogSettings()

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, sample, late
        case delaySeconds = "delay_seconds"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.kind, into: &kind)
        try values.read(.sample, into: &delivery.sample)
        try values.read(.late, into: &delivery.late)
        try values.read(.delaySeconds, into: &delivery.delaySeconds)
    }
}
