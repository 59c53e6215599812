/// Values that no field is read from and that are about nobody: how a system was built, what it counted, a kind of
/// thing. Closed lists; an address in such a value is masked like any other.
///
/// A number that no list has may be a person's, and free text may be anything: of these the size alone is shown.
enum HarmlessPaths {
    /// Those of a format's lines, below any envelope.
    static func of(format name: String) -> [KeyPath] {
        switch name {
        case "waybill.gateway":
            [
                "schema", "config", "event", "count", "edge.selected_region", "edge.steering", "model.operation", "routing.policy",
                "usage.source", "attempts[].head_ms",
            ]
        case "cloudflare.http_requests":
            [
                "ClientRequestProtocol", "ClientRequestScheme", "ClientRequestSource", "ClientSSLProtocol",
                "EdgeResponseContentType", "OriginDNSResponseTimeMs", "OriginRequestHeaderSendDurationMs",
                "OriginResponseDurationMs", "OriginResponseHeaderReceiveDurationMs", "OriginSSLProtocol",
                "OriginTCPHandshakeDurationMs", "OriginTLSHandshakeDurationMs", "WorkerStatus", "WorkerSubrequestCount",
            ]
        case "google.load_balancer", "google.cloud_run":
            ["httpRequest.protocol", "insertId", "receiveTimestamp", "severity"]
        case "gitlab.ai_gateway":
            [
                "content_type", "cpu_s", "duration_request", "gitlab_feature_enablement_type", "http_version", "level",
                "prompt_id", "prompt_version", "request_method", "source", "stage", "type", "total_tokens",
            ]
        case "gitlab.rails":
            ["action", "controller", "cpu_s", "db_count", "db_duration_s", "format", "level", "queue_duration_s", "severity"]
        default: []
        }
    }
}
