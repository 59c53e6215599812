import LogRecords

/// Google Cloud's load balancers for HTTP: global, classic, regional and internal.
///
/// A regional one names its region. A global one never does: its `zone` is always `global`, and the name of its backend
/// is a convention.
/// https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring
let googleLoadBalancers: [LogFormat] = [
    LogFormat(
        name: "google.load_balancer", vantage: .balancer, requires: ["logName", "httpRequest.requestUrl"],
        matches: [ValueTest("resource.type", .isOneOf(["http_load_balancer", "l7_lb_rule"]))],
        fields: balancerFields + globalFields,
        identity: entryIdentity, envelopes: [wholeEntryUnderJSON], lineKind: "global"),
    LogFormat(
        name: "google.load_balancer", vantage: .balancer, requires: ["logName", "httpRequest.requestUrl"],
        matches: [
            ValueTest("resource.type", .isOneOf(["http_external_regional_lb_rule", "internal_http_lb_rule"]))
        ], fields: balancerFields + regionalFields, identity: entryIdentity, envelopes: [wholeEntryUnderJSON],
        lineKind: "regional"),
]

private let balancerFields: [FieldMapping] =
    httpRequestFields + [
        // How it ended, in Google's words: `response_sent_by_backend`, `denied_by_security_policy`, `failed_to_connect_to_backend`.
        .init("jsonPayload.statusDetails", .result, read: .term),
        .init("jsonPayload.statusDetails", .statusDetails, read: .term),
        // The same from the balancers that are built on Envoy. https://www.rfc-editor.org/rfc/rfc9209
        .init("jsonPayload.proxyStatus", .result, read: .term),
        FieldMapping("jsonPayload.enforcedSecurityPolicy.configuredAction", .error, read: .lowerTerm)
            .when("jsonPayload.enforcedSecurityPolicy.outcome", .equals("DENY")),
        FieldMapping("jsonPayload.enforcedSecurityPolicy.outcome", .error, read: .lowerTerm)
            .when("jsonPayload.enforcedSecurityPolicy.outcome", .equals("DENY")),
        .init("jsonPayload.enforcedSecurityPolicy.name", .securityRule, read: .term),
        .init("jsonPayload.enforcedSecurityPolicy.configuredAction", .securityAction, read: .lowerTerm),
        .init("jsonPayload.enforcedSecurityPolicy.outcome", .securityAction, read: .lowerTerm),
        FieldMapping(constant: "hit", .cacheStatus).when("httpRequest.cacheHit", .equals("true")),
        FieldMapping(constant: "miss", .cacheStatus).when("httpRequest.cacheLookup", .equals("true")),
        // `SFO-fbae48ad`: which cache answered or asked on. A place of Google's front end, so neither a colo nor a region.
        .init("jsonPayload.cacheId", .cacheStatus, read: .term),
    ]

private let globalFields: [FieldMapping] = [
    .init("resource.labels.backend_service_name", .service, read: .term)
]

private let regionalFields: [FieldMapping] = [
    .init("resource.labels.region", .region, read: .regionTerm),
    .init(constant: "record", .regionSource),
    // A zone, a region or `UNKNOWN`.
    .init("resource.labels.backend_scope", .zone, read: .zoneTerm),
    .init("resource.labels.backend_target_name", .service, read: .term),
    .init("resource.labels.backend_service_name", .service, read: .term),
]
