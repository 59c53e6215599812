/// The fields of an attempt: one row each, in the order of `AttemptField`.
package enum AttemptFields {
    package static let all: [Field<AttemptField, Attempt>] = [
        .integer(.number, .number(\.number), column: "number", in: .attempt, since: 1),
        .term(.provider, \.provider, column: "provider", in: .attempt, since: 1),
        .term(.model, \.model, column: "model", in: .attempt, since: 1),
        .term(.location, \.location, column: "location", in: .attempt, since: 1),
        .term(.locationGrain, \.locationGrain, column: "location_grain", in: .attempt, since: 2),
        .term(.locationSource, \.locationSource, column: "location_source", in: .attempt, since: 2),
        .term(.providerLocation, \.providerLocation, column: "provider_location", in: .attempt, since: 2),
        .term(.endpointHost, \.endpointHost, column: "endpoint_host", in: .attempt, since: 1, shown: .operators),
        .instant(.started, \.started, column: "started", in: .attempt, since: 1),
        .duration(.duration, \.duration, column: "duration", in: .attempt, since: 1),
        .duration(.firstByte, \.firstByte, column: "first_byte", in: .attempt, since: 1),
        .integer(.status, .number(\.status), column: "status", in: .attempt, since: 1),
        .term(.errorClass, \.errorClass, column: "error_class", in: .attempt, since: 1),
        .term(.nextAction, \.nextAction, column: "next_action", in: .attempt, since: 1),
        .flag(.served, \.served, column: "served", in: .attempt, since: 1),
        .text(
            .providerRequestID, \.providerRequestID, column: "provider_request_id", in: .attempt, since: 1,
            identifier: .providerRequestID),
        .bits64(.providerRay, \.providerRay, column: "provider_ray", in: .attempt, since: 1, identifier: .providerRay),
        .integer(.inputTokens, .number(\.inputTokens), column: "input_tokens", in: .attempt, since: 1),
        .integer(.outputTokens, .number(\.outputTokens), column: "output_tokens", in: .attempt, since: 1),
    ]
}

extension AttemptField {
    /// The field's row in the table.
    package var row: Field<AttemptField, Attempt> { AttemptFields.all[rawValue] }

    package var kind: FieldKind { row.kind }
}
