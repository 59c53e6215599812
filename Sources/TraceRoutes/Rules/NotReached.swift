import LogRecords

extension Rule {
    /// An earlier hop says that it answered by itself.
    ///
    /// Needs an edge line with OriginResponseStatus 0, or a balancer's that says it answered.
    static let notReached = Rule(
        .notReached, strongest: .observed,
        page: "https://developers.cloudflare.com/logs/faq/worker-subrequests/")

    /// The lines that say that nothing behind them was reached, and who answered; `nil` where a later hop has a line,
    /// or where one may have been at work without an answer.
    static func whatStopped(edges: [JoinedRecord], balancers: [JoinedRecord]) -> (detail: Detail, records: [JoinedRecord])? {
        for record in balancers {
            guard let word = record.sighting.result, isStopped(record) else { continue }
            return (.balancerAnswered(word: word), [record])
        }
        // A Worker's first line has no origin of its own: its sub-request's line has.
        guard balancers.isEmpty, !edges.isEmpty, edges.allSatisfy(stopsAtEdge) else { return nil }
        return (.edgeAnswered(status: edges.compactMap(\.sighting.status).first), edges)
    }

    /// Whether a balancer's line says that nothing behind it was reached.
    static func isStopped(_ record: JoinedRecord) -> Bool {
        record.vantage == .balancer && record.sighting.result.map(stoppingWords.contains) ?? false
    }

    /// Statuses that the edge sends after it may have reached an origin that gave no answer.
    /// https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
    private static let perhapsReached: Set<Int> = [499, 502, 504, 520, 524, 527]

    private static func stopsAtEdge(_ record: JoinedRecord) -> Bool {
        let sighting = record.sighting
        guard sighting.originStatus == 0 else { return false }
        if sighting.error != nil || sighting.cacheStatus.map(cacheAnswers.contains) ?? false { return true }
        guard let status = sighting.status else { return false }
        // A success without cache and origin is a Worker's, which may have asked through a sub-request whose line is not here.
        return status >= 300 && !perhapsReached.contains(status)
    }

    private static let cacheAnswers: Set<String> = ["hit", "stale", "updating", "revalidated", "stream_hit"]

    /// https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring#statusdetail_http_success_messages
    private static let stoppingWords: Set<String> = [
        "denied_by_security_policy", "denied_by_authz_policy", "response_from_cache", "failed_to_pick_backend",
        "failed_to_connect_to_backend", "unsupported_method", "redirected_by_url_map", "body_not_allowed",
        "ssl_certificate_san_verification_failed",
    ]
}
