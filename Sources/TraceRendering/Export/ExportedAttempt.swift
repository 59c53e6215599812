import LogRecords

/// One call of a provider, with the request that it was made for.
package struct ExportedAttempt: Sendable {
    let attempt: Attempt
    let request: ExportedRequest

    /// All calls of a request, in their order.
    package static func all(of request: ExportedRequest) -> [ExportedAttempt] {
        request.row.attempts.map { ExportedAttempt(attempt: $0, request: request) }
    }

    /// The columns of `trace export attempts`, as `trace-export.1` documents them.
    package static let columns: [ExportColumn<ExportedAttempt>] = [
        ExportColumn("request") { .verbatim($0.request.name) },
        ExportColumn("number") { .count($0.attempt.number) },
        ExportColumn("started") { .instant($0.attempt.started) },
        ExportColumn("duration_ms") { .duration($0.attempt.duration) },
        ExportColumn("first_byte_ms") { .duration($0.attempt.firstByte) },
        ExportColumn("provider") { .text($0.attempt.provider) },
        ExportColumn("model") { .text($0.attempt.model) },
        ExportColumn("location") { .text($0.attempt.location) },
        ExportColumn("location_grain") { .text($0.attempt.locationGrain) },
        ExportColumn("location_source") { .text($0.attempt.locationSource) },
        ExportColumn("provider_location") { .text($0.attempt.providerLocation) },
        ExportColumn("endpoint_host") { .verbatimText($0.attempt.endpointHost) },
        ExportColumn("status") { .count($0.attempt.status) },
        ExportColumn("served") { .flag($0.attempt.served) },
        ExportColumn("error_class") { .text($0.attempt.errorClass) },
        ExportColumn("next_action") { .text($0.attempt.nextAction) },
        ExportColumn("input_tokens") { .whole($0.attempt.inputTokens) },
        ExportColumn("output_tokens") { .whole($0.attempt.outputTokens) },
        ExportColumn("region") { .text($0.request.row.region.value) },
        ExportColumn("customer_instance") { .text($0.request.row.customerInstance) },
        ExportColumn("instance_proof") { .text($0.request.row.instanceProof) },
    ]
}
