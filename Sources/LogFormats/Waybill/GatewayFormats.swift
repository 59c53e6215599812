import LogRecords

/// Our own gateway's lines, as `GatewayRecord.append(to:)` writes them. waybill-log.5 describes every key.
///
/// Headers of an edge that the gateway did not trust are anybody's: then ray, colo and country are not read.
package let waybillGateway: [LogFormat] = [
    LogFormat(
        name: name, vantage: .gateway, requires: ["schema", "kind", "instance", "seq", "request_id"],
        matches: [ValueTest("kind", .equals("request")), ValueTest("edge.trusted", .equals("true"))],
        fields: edgeFields + requestFields + attemptFields, identity: identity, envelopes: gatewayEnvelopes),
    LogFormat(
        name: name, vantage: .gateway, requires: ["schema", "kind", "instance", "seq"],
        matches: [ValueTest("kind", .equals("request"))],
        fields: requestFields + attemptFields, identity: identity, envelopes: gatewayEnvelopes),
    LogFormat(
        name: name, vantage: .gateway, requires: ["schema", "kind", "instance", "seq"],
        matches: [ValueTest("kind", .isOneOf(GatewayNotice.Kind.allCases.map(\.rawValue)))],
        outcome: .notARequest, fields: noticeFields, envelopes: gatewayEnvelopes),
]

private let name = "waybill.gateway"

private let identity: [IdentityPart] = [.init("instance", .caseless), .init("seq", .integer)]

/// Notices count with the requests: without their numbers every one of them would look like a lost record.
private let noticeFields: [FieldMapping] = [
    .init("ts", .ended, read: .utcInstant),
    .init("instance", .gatewayInstance, read: .uuidTerm),
    .init("seq", .sequence, read: .integer),
    .init("region", .region, read: .term),
    // What a notice has here is its instance's last line.
    FieldMapping(constant: "stopped", .result).when("kind", .equals("lifecycle")).when("event", .equals("stopped")),
]

private let edgeFields: [FieldMapping] = [
    .init("edge.ray", .ray, read: .ray),
    .init("edge.ray", .colo, read: .colo),
    .init("edge.country", .clientCountry, read: .upperTerm),
    .init("edge.rerouted_from", .reroutedFrom, read: .term),
    .init("edge.reroute_reason", .rerouteReason, read: .term),
    .init("edge.retry_of", .reroutedFrom, read: .term),
]

private let requestFields: [FieldMapping] = [
    .init("started", .started, read: .utcInstant),
    .init("ts", .ended, read: .utcInstant),
    .init("timings.total_ms", .duration, read: .milliseconds),
    .init("timings.overhead_ms", .overhead, read: .milliseconds),
    .init("timings.first_token_ms", .firstToken, read: .milliseconds),
    .init("timings.last_token_ms", .lastToken, read: .milliseconds),
    .init("result.first_byte_ms", .firstByte, read: .milliseconds),
    .init("http.method", .method, read: .term),
    .init("http.host", .host, read: .lowerTerm),
    .init("http.path", .path, read: .pathTerm),
    .init("http.stream", .stream, read: .flag),
    .init("model.requested", .requestedModel, read: .term),
    .init("result.status", .status, read: .integer),
    .init("result.outcome", .result, read: .term),
    .init("result.fault_domain", .faultDomain, read: .term),
    .init("result.error", .error, read: .term),
    .init("result.finish_reason", .finishReason, read: .term),
    .init("region", .region, read: .term),
    .init(constant: "record", .regionSource),
    .init("revision", .revision, read: .term),
    .init("instance", .gatewayInstance, read: .uuidTerm),
    .init("seq", .sequence, read: .integer),
    .init("caller.instance", .customerInstance, read: .uuidTerm),
    .init("caller.proof", .instanceProof, read: .term),
    .init("caller.host", .customerHost, read: .term),
    .init("caller.version", .customerVersion, read: .term),
    .init("caller.realm", .realm, read: .term),
    .init("caller.user", .user, read: .term),
    .init("caller.namespace", .namespace, read: .term),
    .init("caller.project", .project, read: .term),
    .init("caller.connection", .connection, read: .term),
    .init("edge.address", .clientAddress, read: .addressTerm),
    .init("caller.agent", .userAgent, read: .term),
    .init("caller.client", .clientName, read: .term),
    .init("caller.client_version", .clientVersion, read: .term),
    .init("http.bytes_in", .bytesIn, read: .integer),
    .init("http.bytes_out", .bytesOut, read: .integer),
    .init("usage.input", .inputTokens, read: .integer),
    .init("usage.output", .outputTokens, read: .integer),
    .init(countOf: "attempts", .attemptCount),
    .init("span_id", .spanID, read: .span),
    .init("parent_span_id", .parentSpanID, read: .span),
    .init("trace_id", .traceID, read: .trace),
    .init("request_id", .requestID, read: .text),
    .init("client_request_id", .clientRequestID, read: .text),
    .init("correlation_id", .correlationID, read: .text),
]

private let attemptFields: [FieldMapping] = [
    .init("attempts[].n", attempt: .number, read: .integer),
    .init("attempts[].provider", attempt: .provider, read: .providerTerm),
    .init("attempts[].model", attempt: .model, read: .term),
    .init("attempts[].location", attempt: .location, read: .term),
    .init("attempts[].location_source", attempt: .locationSource, read: .term),
    .init("attempts[].location", attempt: .locationGrain, read: .grainTerm),
    .init("attempts[].provider_location", attempt: .providerLocation, read: .term),
    .init("attempts[].host", attempt: .endpointHost, read: .lowerTerm),
    .init("attempts[].started", attempt: .started, read: .utcInstant),
    .init("attempts[].duration_ms", attempt: .duration, read: .milliseconds),
    .init("attempts[].first_byte_ms", attempt: .firstByte, read: .milliseconds),
    .init("attempts[].status", attempt: .status, read: .integer),
    .init("attempts[].error", attempt: .errorClass, read: .term),
    .init("attempts[].next", attempt: .nextAction, read: .term),
    .init("attempts[].served", attempt: .served, read: .flag),
    .init("attempts[].request_id", attempt: .providerRequestID, read: .text),
    .init("attempts[].ray", attempt: .providerRay, read: .ray),
    .init("attempts[].input_tokens", attempt: .inputTokens, read: .integer),
    .init("attempts[].output_tokens", attempt: .outputTokens, read: .integer),
]
