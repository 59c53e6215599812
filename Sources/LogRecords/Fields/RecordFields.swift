/// The fields of a record: one row each, in the order of `RecordField`.
///
/// What a batch, a store, a quotation of a line, the contract of stores and the manual say of fields follows from these
/// rows.
package enum RecordFields {
    package static let all: [Field<RecordField, Sighting>] = [
        // Who wrote it.
        .integer(.vantage, .number(\.vantage), column: "vantage", in: .origin, since: 1),
        .everyTerm(.format, \.format, column: "format", in: .origin, since: 1),
        // When, by the record's own clock. Either end may be absent; never computed across clocks.
        .instant(.started, \.started, column: "started", in: .sighting, since: 1),
        .instant(.ended, \.ended, column: "ended", in: .sighting, since: 1),
        .duration(.duration, \.duration, column: "duration", in: .sighting, since: 1),
        .duration(.firstByte, \.firstByte, column: "first_byte", in: .sighting, since: 1),
        .duration(.firstToken, \.firstToken, column: "first_token", in: .sighting, since: 2),
        .duration(.lastToken, \.lastToken, column: "last_token", in: .sighting, since: 2),
        .duration(.overhead, \.overhead, column: "overhead", in: .sighting, since: 2),
        .duration(.originDuration, \.originDuration, column: "origin_duration", in: .sighting, since: 2),
        // What was asked, and how it ended.
        .term(.method, \.method, column: "method", in: .sighting, since: 1),
        .term(.host, \.host, column: "host", in: .origin, since: 1, shown: .personalOfMonolith),
        .term(.path, \.path, column: "path", in: .sighting, since: 1),
        .term(.requestedModel, \.requestedModel, column: "requested_model", in: .sighting, since: 2),
        .flag(.stream, \.stream, column: "stream", in: .sighting, since: 2),
        .integer(.status, .number(\.status), column: "status", in: .sighting, since: 1),
        .integer(.originStatus, .number(\.originStatus), column: "origin_status", in: .sighting, since: 1),
        .term(.result, \.result, column: "result", in: .sighting, since: 1),
        .term(.faultDomain, \.faultDomain, column: "fault_domain", in: .sighting, since: 1),
        .term(.error, \.error, column: "error", in: .sighting, since: 1),
        .term(.finishReason, \.finishReason, column: "finish_reason", in: .sighting, since: 2),
        .term(.statusDetails, \.statusDetails, column: "status_details", in: .edge, since: 2),
        .term(.securityRule, \.securityRule, column: "security_rule", in: .edge, since: 2),
        .term(.securityAction, \.securityAction, column: "security_action", in: .edge, since: 2),
        // Where.
        .term(.colo, \.colo, column: "colo", in: .sighting, since: 1),
        .term(.region, \.region, column: "region", in: .origin, since: 1),
        .term(.envelopeRegion, \.envelopeRegion, column: "envelope_region", in: .origin, since: 1),
        .term(.regionSource, \.regionSource, column: "region_source", in: .origin, since: 1),
        .term(.reroutedFrom, \.reroutedFrom, column: "rerouted_from", in: .origin, since: 1),
        .term(.rerouteReason, \.rerouteReason, column: "reroute_reason", in: .origin, since: 1),
        .term(.zone, \.zone, column: "zone", in: .origin, since: 1),
        .term(.service, \.service, column: "service", in: .origin, since: 1),
        .term(.revision, \.revision, column: "revision", in: .origin, since: 1),
        .term(.gatewayInstance, \.gatewayInstance, column: "gateway_instance", in: .origin, since: 1, shown: .operators),
        .integer(.sequence, .number(\.sequence), column: "sequence", in: .sighting, since: 1),
        // Who asked.
        .term(.customerInstance, \.customerInstance, column: "customer_instance", in: .caller, since: 1),
        .term(.instanceProof, \.instanceProof, column: "instance_proof", in: .caller, since: 1),
        .term(.customerHost, \.customerHost, column: "customer_host", in: .caller, since: 1, shown: .personal),
        .term(.customerVersion, \.customerVersion, column: "customer_version", in: .caller, since: 1),
        .term(.realm, \.realm, column: "realm", in: .caller, since: 1),
        .term(.user, \.user, column: "user", in: .sighting, since: 1, shown: .personal),
        .text(.session, \.session, column: "session", in: .sighting, since: 2),
        .term(.namespace, \.namespace, column: "namespace", in: .caller, since: 2, shown: .personal),
        .term(.project, \.project, column: "project", in: .caller, since: 2, shown: .personal),
        .term(.connection, \.connection, column: "connection", in: .caller, since: 1),
        .term(.clientAddress, \.clientAddress, column: "client_address", in: .sighting, since: 1, shown: .personal),
        .term(.clientCountry, \.clientCountry, column: "client_country", in: .sighting, since: 1),
        .term(.userAgent, \.userAgent, column: "user_agent", in: .caller, since: 1),
        .term(.clientName, \.clientName, column: "client_name", in: .caller, since: 1),
        .term(.clientVersion, \.clientVersion, column: "client_version", in: .caller, since: 1),
        // Sizes.
        .integer(.bytesIn, .number(\.bytesIn), column: "bytes_in", in: .sighting, since: 1),
        .integer(.bytesOut, .number(\.bytesOut), column: "bytes_out", in: .sighting, since: 1),
        .integer(.inputTokens, .number(\.inputTokens), column: "input_tokens", in: .sighting, since: 1),
        .integer(.outputTokens, .number(\.outputTokens), column: "output_tokens", in: .sighting, since: 1),
        // What explains an absent next hop.
        .flag(.sampled, \.sampled, column: "sampled", in: .sighting, since: 1),
        .term(.cacheStatus, \.cacheStatus, column: "cache_status", in: .sighting, since: 1),
        .flag(.worker, \.worker, column: "worker", in: .sighting, since: 1),
        .integer(.attemptCount, .number(\.attemptCount), column: "attempt_count", in: .sighting, since: 1),
        // Identifiers.
        .bits64(.ray, \.ray, column: "ray", in: .sighting, since: 1, identifier: .ray),
        .bits64(.parentRay, \.parentRay, column: "parent_ray", in: .sighting, since: 1, identifier: .parentRay),
        .bits64(.spanID, \.spanID, column: "span_id", in: .sighting, since: 1, identifier: .spanID),
        .bits64(.parentSpanID, \.parentSpanID, column: "parent_span_id", in: .sighting, since: 1),
        .bits64(.recordID, \.recordID, column: "record_id", in: .sighting, since: 1),
        .bits128(.traceID, \.traceID, column: "trace_id", in: .sighting, since: 1, identifier: .traceID),
        .text(.requestID, \.requestID, column: "request_id", in: .sighting, since: 1, identifier: .requestID),
        .text(
            .clientRequestID, \.clientRequestID, column: "client_request_id", in: .sighting, since: 1, identifier: .clientRequestID),
        .text(.correlationID, \.correlationID, column: "correlation_id", in: .sighting, since: 1, identifier: .correlationID),
        // Where the line is; every row has all four.
        .integer(.shard, .number(\.place.shard), column: "shard", in: .sighting, since: 1),
        .integer(.line, .number(\.place.line), column: "line", in: .sighting, since: 1),
        .integer(.offset, .number(\.place.offset), column: "offset", in: .sighting, since: 1),
        .integer(.length, .number(\.place.length), column: "length", in: .sighting, since: 1),
    ]
}

extension RecordField {
    /// The field's row in the table.
    package var row: Field<RecordField, Sighting> { RecordFields.all[rawValue] }

    package var kind: FieldKind { row.kind }
}
