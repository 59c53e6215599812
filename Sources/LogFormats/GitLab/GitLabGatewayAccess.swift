import LogRecords

/// The access lines of GitLab's AI gateway: one for each request, written at its end.
///
/// All generations since 2023 in one table; what a generation lacks is absent. `timestamp` is the END,
/// `request_arrived_at` (since 2024-09-26) the start. No line names a ray, a region or, today, a provider: the envelope
/// around it names the region.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/ai_gateway/api/middleware/access_log.py
let gitlabGatewayAccess: [LogFormat] =
    // Load balancers and schedulers ask without pause.
    ["/monitoring", "/metrics", "/-/"].map { prefix in
        LogFormat(
            name: gitlabGatewayName, vantage: .gateway, requires: ["logger", "path"],
            matches: [ValueTest("logger", .equals("api.access")), ValueTest("path", .hasPrefix(prefix))], outcome: .notARequest,
            envelopes: gatewayEnvelopes)
    } + [
        LogFormat(
            name: gitlabGatewayName, vantage: .gateway, requires: ["logger"], anyOf: ["path", "url", "status_code"],
            matches: [ValueTest("logger", .equals("api.access"))],
            fields: timeFields + exchangeFields + failureFields + proofFields + gitlabCallerFields + oldModelFields,
            identity: gitlabGatewayIdentity, envelopes: gatewayEnvelopes, lineKind: "access")
    ]

let gitlabGatewayName = "gitlab.ai_gateway"

/// One request writes many lines under one correlation id; these together name one line.
let gitlabGatewayIdentity = gitlabLineIdentity(text: "message")

/// The same of a line whose text stands under `text`.
func gitlabLineIdentity(text: KeyPath) -> [IdentityPart] {
    [.init("correlation_id", .text), .init("logger", .text), .init(text, .text), .init("timestamp", .instant)]
}

private let timeFields: [FieldMapping] = [
    .init("request_arrived_at", .started, read: .utcInstant),
    .init("timestamp", .ended, read: .utcInstant),
    .init("duration_s", .duration, read: .seconds),
    // A crash before the answer began leaves zeros here, and `unknown` there.
    FieldMapping("first_chunk_duration_s", .firstByte, read: .seconds).when("content_type", .isNoneOf(["unknown"])),
    FieldMapping("response_start_duration_s", .firstByte, read: .seconds).when("content_type", .isNoneOf(["unknown"])),
]

private let exchangeFields: [FieldMapping] = [
    .init("method", .method, read: .term),
    .init("url", .host, read: .hostTerm),
    .init("path", .path, read: .pathTerm),
    .init("url", .path, read: .pathTerm),
    .init("status_code", .status, read: .integer),
    // The leftmost X-Forwarded-For entry: whatever the client wrote.
    .init("client_ip", .clientAddress, read: .addressTerm),
    .init("user_agent", .userAgent, read: .term),
]

/// A stream that died midway keeps its 200; the exception tells. Its name was dotted in 2023, nested in 2024, and is
/// flat since.
private let failureFields: [FieldMapping] =
    exceptionMarks.map { FieldMapping(constant: "truncated", .result).when($0, .isPresent).when("status_code", succeeded) }
    + [
        .init("exception_class", .error, read: .term),
        .init("exception.class", .error, read: .term),
        .init("exception\\.class", .error, read: .term),
        .init("auth_error_details", .error, read: .term),
    ] + exceptionMarks.map { FieldMapping(constant: "exception", .error).when($0, .isPresent) } + [
        .init("http_exception_details", .error, read: .term)
    ]

private let succeeded = ValueTest.Test.isNumber(200...299)

private let exceptionMarks: [KeyPath] = [
    "exception_class", "exception_message", "exception.message", "exception.backtrace", "exception\\.message",
    "exception\\.backtrace",
]

/// Whether the instance's id was checked against a token. On a 401 every header is the caller's bare claim; where
/// authentication was switched off (neither of the two other keys) nothing is said.
private let proofFields: [FieldMapping] = [
    FieldMapping(constant: "claimed", .instanceProof).when("gitlab_instance_id", .isPresent).when(
        "status_code", .isNumber(401...401)),
    FieldMapping(constant: "claimed", .instanceProof).when("gitlab_instance_id", .isPresent).when("auth_error_details", .isPresent),
    FieldMapping(constant: "authenticated", .instanceProof).when("gitlab_instance_id", .isPresent).when("token_issuer", .isPresent),
    FieldMapping(constant: "authenticated", .instanceProof).when("gitlab_instance_id", .isPresent)
        .when("auth_duration_s", .isPresent).when("status_code", succeeded),
]

/// Until 2026-03 the access line named the model of its one call, when there was one; a request that ended well says
/// that it answered.
private let oldModelFields: [FieldMapping] =
    [
        .init("model_engine", attempt: .provider, read: .providerTerm),
        .init("model_name", attempt: .model, read: .modelIdentifier),
        .init("inference_duration_s", attempt: .duration, read: .seconds),
    ]
    + ["model_engine", "model_name"].map { key in
        exceptionMarks.reduce(
            FieldMapping(constant: "true", attempt: .served).when(key, .isPresent).when("status_code", succeeded)
        ) { $0.when($1, .isAbsent) }
    }
