import LogRecords

/// Cloudflare's `http_requests`, by Logpush or Logpull: one line for each request that an edge answered.
///
/// A job names its own fields, so nothing but a ray and one of the two times is sure to be there (Logpull's default has
/// no colo).
/// https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
/// https://developers.cloudflare.com/logs/logpull/requesting-logs/
let cloudflareRequests: [LogFormat] = identities.map { identity in
    LogFormat(
        name: "cloudflare.http_requests", vantage: .edge, requires: ["RayID"] + identity.map(\.path),
        anyOf: ["EdgeStartTimestamp", "EdgeEndTimestamp"], fields: requestFields, identity: identity, envelopes: [nested])
}

/// As a job's `record_prefix` puts them one object deeper, in the vendor's own example.
/// https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
private let nested = Envelope(prefix: "info", requires: ["info.RayID"], fields: [])

/// What tells two records of one ray apart, the fullest first. Rays are not unique, and a Worker's sub-requests may
/// share one.
/// https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
private let identities: [[IdentityPart]] = [rayAndStart + [source] + exchange, rayAndStart + exchange, []]

private let rayAndStart: [IdentityPart] = [.init("RayID", .caseless), .init("EdgeStartTimestamp", .instant)]
private let source = IdentityPart("ClientRequestSource", .text)
private let exchange: [IdentityPart] = [
    .init("ClientRequestHost", .caseless), .init("ClientRequestMethod", .text), .init("ClientRequestURI", .text),
]

private let requestFields: [FieldMapping] = timeFields + exchangeFields + securityFields + callerFields + identifierFields

private let timeFields: [FieldMapping] =
    [
        // unixnano, unix or RFC 3339, as each job is set. https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
        .init("EdgeStartTimestamp", .started, read: .utcInstant),
        .init("EdgeEndTimestamp", .ended, read: .utcInstant),
        .init("EdgeTimeToFirstByteMs", .firstByte, read: .milliseconds),
    ] + originDurations

/// How long the origin took; 0, which says nothing, where it was never asked.
private let originDurations: [FieldMapping] = [ValueTest.Test.isAbsent, .isNumber(1...999)].flatMap { asked in
    [
        FieldMapping("OriginResponseDurationMs", .originDuration, read: .milliseconds).when("OriginResponseStatus", asked),
        // The same until 2021.
        FieldMapping("OriginResponseTime", .originDuration, read: .nanoseconds).when("OriginResponseStatus", asked),
    ]
}

/// https://developers.cloudflare.com/logs/reference/clientrequestsource/
private let innerSources = ValueTest.Test.isOneOf([
    "edgeWorkerFetch", "edgeWorkerCacheAPI", "edgeWorkerKV", "imageResizing", "earlyHintsCache",
])

private let exchangeFields: [FieldMapping] = [
    .init("ClientRequestMethod", .method, read: .term),
    .init("ClientRequestHost", .host, read: .hostTerm),
    .init("ClientRequestPath", .path, read: .pathTerm),
    .init("ClientRequestURI", .path, read: .pathTerm),
    .init("EdgeResponseStatus", .status, read: .integer),
    .init("OriginResponseStatus", .originStatus, read: .integer),
    .init("EdgeColoCode", .colo, read: .upperTerm),
    .init("ClientRequestBytes", .bytesIn, read: .integer),
    .init("EdgeResponseBytes", .bytesOut, read: .integer),
    .init("CacheCacheStatus", .cacheStatus, read: .term),
    // What a Worker, or the edge for itself, asked along the way; the flag and the source do not always agree.
    FieldMapping(constant: "true", .worker).when("ClientRequestSource", innerSources),
    .init("WorkerSubrequest", .worker, read: .flag),
]

/// The actions by which the edge answers in the origin's place; `log`, `skip`, a challenge that was solved and the like
/// do not.
private let stoppingActions = ValueTest.Test.isOneOf([
    "block", "drop", "challenge", "jschallenge", "managedChallenge", "connectionClose", "forceConnectionClose",
    "precursorInterstitialPageIssued",
])

private let securityFields: [FieldMapping] = [
    FieldMapping("SecurityAction", .error, read: .term).when("SecurityAction", stoppingActions),
    FieldMapping("SecurityActions", .error, read: .term).when("SecurityActions", stoppingActions),
    // Before 2023 the same under another name.
    FieldMapping("FirewallMatchesActions", .error, read: .term).when("FirewallMatchesActions", stoppingActions),
    FieldMapping("WAFAction", .error, read: .term).when("WAFAction", stoppingActions),
    // All of them; `unknown` stands where nothing was done.
    .init("SecurityActions", .securityAction, read: .listTerm),
    .init("FirewallMatchesActions", .securityAction, read: .listTerm),
    FieldMapping("SecurityAction", .securityAction, read: .term).when("SecurityAction", .isNoneOf(["unknown"])),
    FieldMapping("WAFAction", .securityAction, read: .term).when("WAFAction", .isNoneOf(["unknown"])),
    .init("SecurityRuleIDs", .securityRule, read: .listTerm),
    .init("FirewallMatchesRuleIDs", .securityRule, read: .listTerm),
    .init("SecurityRuleID", .securityRule, read: .term),
    .init("WAFRuleID", .securityRule, read: .term),
]

/// Headers are written only where a job asks for them, their names in lower case, their values in an array if it keeps
/// duplicates.
/// https://developers.cloudflare.com/logs/logpush/logpush-job/custom-fields/
private let callerFields: [FieldMapping] = [
    .init("ClientIP", .clientAddress, read: .addressTerm),
    // Older lines write it in lower case.
    .init("ClientCountry", .clientCountry, read: .upperTerm),
    .init("ClientRequestUserAgent", .userAgent, read: .term),
    .init("RequestHeaders.x-gitlab-instance-id", .customerInstance, read: .uuidTerm),
    // The edge checks no token.
    FieldMapping(constant: "claimed", .instanceProof).when("RequestHeaders.x-gitlab-instance-id", .isPresent),
    .init("RequestHeaders.x-gitlab-host-name", .customerHost, read: .term),
    .init("RequestHeaders.x-gitlab-version", .customerVersion, read: .term),
    .init("RequestHeaders.x-gitlab-realm", .realm, read: .term),
    .init("RequestHeaders.x-gitlab-global-user-id", .user, read: .term),
    .init("RequestHeaders.x-gitlab-root-namespace-id", .namespace, read: .term),
    .init("RequestHeaders.x-gitlab-namespace-id", .namespace, read: .term),
    .init("RequestHeaders.x-gitlab-project-id", .project, read: .term),
    .init("RequestHeaders.x-gitlab-client-name", .clientName, read: .term),
    .init("RequestHeaders.x-gitlab-client-version", .clientVersion, read: .term),
    .init("RequestHeaders.x-gitlab-language-server-version", .clientVersion, read: .term),
]

private let identifierFields: [FieldMapping] = [
    .init("RayID", .ray, read: .ray),
    .init("ParentRayID", .parentRay, read: .ray),
    .init("RequestHeaders.x-request-id", .correlationID, read: .text),
    .init("ResponseHeaders.x-request-id", .requestID, read: .text),
    .init("RequestHeaders.traceparent", .traceID, read: .traceparent),
    .init("RequestHeaders.traceparent", .parentSpanID, read: .traceparent),
]
