import LogRecords

/// GitLab's monolith: who called, under which correlation id, and by which ray the user came (not the ray of the call
/// to a gateway).
///
/// `service` says which of its logs it was. Lines have no identity of their own, so each counts. Requests and model
/// content that other keys hold are never read.
/// https://docs.gitlab.com/administration/logs/
let gitlabRails: [LogFormat] =
    railsProbes + [
        railsLog(
            "llm", requires: ["time", "ai_event_name"],
            fields: [.init("time", .started, read: .utcInstant), .init("ai_event_name", .result, read: .term)]),
        railsLog(
            "sidekiq", requires: ["time", "jid", "class"], matches: [ValueTest("job_status", .equals("start"))],
            fields: [.init("time", .started, read: .utcInstant)] + jobFields, lineKind: "job_start"),
        railsLog(
            "sidekiq", requires: ["time", "jid", "class", "job_status"],
            fields: [.init("time", .ended, read: .utcInstant)] + jobFields
        ),
        railsLog(
            "workhorse", requires: ["time", "uri", "status"], matches: [ValueTest("msg", .equals("access"))],
            // Go's components write local time, with its offset. https://gitlab.com/gitlab-org/labkit/-/merge_requests/127
            fields: [.init("time", .ended, read: .instant)] + requestFields),
        // production_json.log; for a web socket's message `method` and `path` are `null`.
        railsLog(
            "rails", requires: ["time", "controller", "action"], fields: [.init("time", .ended, read: .utcInstant)] + requestFields),
        // api_json.log
        railsLog(
            "rails", requires: ["time", "path", "method", "status"], anyOf: ["route", "params", "meta\\.caller_id", "duration_s"],
            fields: [.init("time", .ended, read: .utcInstant)] + requestFields, lineKind: "api"),
    ] + railsOtherLogs

private let name = "gitlab.rails"

private func railsLog(
    _ service: String, requires: [KeyPath], anyOf: [KeyPath] = [], matches: [ValueTest] = [], fields: [FieldMapping],
    lineKind: String? = nil
) -> LogFormat {
    LogFormat(
        name: name, vantage: .monolith, requires: requires, anyOf: anyOf, matches: matches,
        fields: [.init(constant: service, .service)] + fields + callerFields, envelopes: monolithEnvelopes,
        lineKind: lineKind ?? service)
}

/// `duration` is in milliseconds, `duration_s` (since 2020) in seconds, Workhorse's `duration_ms` says so itself.
private let requestFields: [FieldMapping] = [
    .init("duration_s", .duration, read: .seconds),
    .init("duration_ms", .duration, read: .milliseconds),
    .init("duration", .duration, read: .milliseconds),
    .init("ttfb_ms", .firstByte, read: .milliseconds),
    .init("method", .method, read: .term),
    .init("host", .host, read: .hostTerm),
    .init("path", .path, read: .pathTerm),
    .init("uri", .path, read: .pathTerm),
    .init("status", .status, read: .integer),
    .init("ua", .userAgent, read: .term),
    .init("user_agent", .userAgent, read: .term),
    .init("written_bytes", .bytesOut, read: .integer),
]

/// A job has no path; its class is what was asked of it.
private let jobFields: [FieldMapping] = [
    .init("class", .path, read: .term),
    .init("job_status", .result, read: .term),
    .init("duration_s", .duration, read: .seconds),
    .init("duration", .duration, read: .seconds),
    .init("error_class", .error, read: .term),
]

private let callerFields: [FieldMapping] = [
    .init("correlation_id", .correlationID, read: .text),
    .init("cf_ray", .ray, read: .ray),
    .init("meta\\.user_id", .user, read: .term),
    // Shippers make objects of keys with dots.
    .init("meta.user_id", .user, read: .term),
    .init("user_id", .user, read: .term),
    // By name, which may change, and by number, which does not. https://gitlab.com/gitlab-org/gitlab-shell/-/merge_requests/991
    .init("meta\\.root_namespace", .namespace, read: .term),
    .init("meta.root_namespace", .namespace, read: .term),
    .init("meta\\.root_namespace_id", .namespace, read: .term),
    .init("meta.root_namespace_id", .namespace, read: .term),
    .init("meta\\.project", .project, read: .term),
    .init("meta.project", .project, read: .term),
    .init("meta\\.project_id", .project, read: .term),
    .init("meta.project_id", .project, read: .term),
    .init("remote_ip", .clientAddress, read: .addressTerm),
    .init("meta\\.remote_ip", .clientAddress, read: .addressTerm),
    .init("meta.remote_ip", .clientAddress, read: .addressTerm),
    .init("remote_addr", .clientAddress, read: .addressTerm),
    .init("cf_ipcountry", .clientCountry, read: .upperTerm),
    .init("exception\\.class", .error, read: .term),
    .init("exception.class", .error, read: .term),
]

/// Checks by load balancers and Prometheus. https://docs.gitlab.com/administration/monitoring/health_check/
private let railsProbes: [LogFormat] = [
    LogFormat(
        name: name, vantage: .monolith, requires: ["time", "controller"],
        matches: [
            ValueTest("controller", .isOneOf(["HealthController", "MetricsController", "HealthCheck::HealthCheckController"]))
        ],
        outcome: .notARequest, envelopes: monolithEnvelopes),
    LogFormat(
        name: name, vantage: .monolith, requires: ["time", "uri"],
        matches: [
            ValueTest("uri", .isOneOf(["/-/health", "/-/liveness", "/-/readiness", "/-/metrics"])),
            ValueTest("msg", .equals("access")),
        ], outcome: .notARequest, envelopes: monolithEnvelopes),
]

/// Gitaly's and the monolith's other logs: inside a request, not about one.
private let railsOtherLogs: [LogFormat] = [
    LogFormat(
        name: name, vantage: .monolith, requires: ["time"],
        anyOf: ["grpc\\.method", "grpc\\.request\\.fullMethod", "grpc\\.service", "grpc\\.time_ms"], outcome: .notARequest,
        envelopes: monolithEnvelopes),
    LogFormat(
        name: name, vantage: .monolith, requires: ["time", "severity"],
        anyOf: ["correlation_id", "meta\\.caller_id", "meta\\.feature_category", "jid"], outcome: .notARequest,
        envelopes: monolithEnvelopes),
    // Workhorse and other Go components.
    LogFormat(
        name: name, vantage: .monolith, requires: ["time", "level", "msg"], anyOf: ["correlation_id", "system"],
        outcome: .notARequest, envelopes: monolithEnvelopes),
]
