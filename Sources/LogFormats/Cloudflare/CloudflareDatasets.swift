import LogRecords

package let cloudflareFormats: [LogFormat] =
    cloudflareRequests + cloudflareLayoutsNotRead + cloudflareOtherDatasets + [cloudflareRequestWithoutTime]

/// A job whose fields were chosen without either time: what is told apart from lines of no known format is only the
/// reason.
private let cloudflareRequestWithoutTime = LogFormat(
    name: "cloudflare.http_requests", vantage: .edge, requires: ["RayID"],
    anyOf: ["ClientRequestHost", "ClientRequestURI", "EdgeColoCode", "EdgeResponseStatus"])

/// Logpush output that was wrapped or renamed in ways that leave open what a line says: a record without a time, and
/// the vendor's example of names of one's own, of which `timestamp` may be either time. Whoever chose other words is
/// met as unrecognised.
/// https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
private let cloudflareLayoutsNotRead: [LogFormat] = [
    .init(name: "cloudflare.http_requests", vantage: .edge, requires: ["info.RayID"], outcome: .unsupported),
    .init(name: "cloudflare.http_requests", vantage: .edge, requires: ["ray-id", "timestamp"], outcome: .unsupported),
]

/// Logpush's other datasets, which share a bucket with `http_requests`: about rules, scripts and connections, not one
/// line a request.
/// https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/
private let cloudflareOtherDatasets: [LogFormat] = [
    dataset("firewall_events", requires: ["Datetime", "RayID"], anyOf: ["Action", "RuleID", "Source", "Kind", "MatchIndex"]),
    dataset("workers_trace_events", requires: ["EventTimestampMs"], anyOf: ["ScriptName", "Outcome", "EventType"]),
    dataset("spectrum_events", requires: ["Application"], anyOf: ["ConnectTimestamp", "DisconnectTimestamp", "Timestamp"]),
    dataset("dns_logs", requires: ["QueryName", "Timestamp"], anyOf: ["QueryType", "ResponseCode", "ColoCode"]),
    dataset("nel_reports", requires: ["Timestamp", "Phase"], anyOf: ["LastKnownColoCode", "ClientIPASN", "Type"]),
    dataset("page_shield_events", requires: ["Timestamp", "PageURL"], anyOf: ["CSPDirective", "PolicyID", "ResourceType"]),
    dataset("zaraz_events", requires: ["EventType", "RequestHeaders"], anyOf: ["EventDetails", "TimestampStart"]),
    dataset("access_requests", requires: ["CreatedAt", "AppDomain"], anyOf: ["Action", "AppUUID", "RayID"]),
    dataset("audit_logs", requires: ["ActionType", "When"], anyOf: ["ActorID", "ResourceType", "ActionResult"]),
    dataset("audit_logs_v2", requires: ["ActionTimestamp", "ActionType"]),
    dataset("gateway_dns", requires: ["Datetime", "QueryName"], anyOf: ["ResolverDecision", "PolicyID", "DeviceID"]),
    dataset("gateway_http", requires: ["Datetime", "HTTPHost"], anyOf: ["HTTPMethod", "URL", "Action"]),
    dataset("gateway_network", requires: ["Datetime", "DestinationIP"], anyOf: ["Transport", "SNI", "SessionID"]),
    dataset("network_analytics_logs", requires: ["Datetime"], anyOf: ["AttackCampaignID", "IPDestinationAddress"]),
    dataset("zero_trust_network_sessions", requires: ["SessionStartTime"], anyOf: ["SessionEndTime", "SessionID"]),
]

private func dataset(_ name: String, requires: [KeyPath], anyOf: [KeyPath] = []) -> LogFormat {
    LogFormat(
        name: "cloudflare." + name, vantage: .edge, requires: requires, anyOf: anyOf,
        // Nested and plain `http_requests` lines of a user's own choice of fields come first in the list; these only see the rest.
        outcome: .notARequest)
}
