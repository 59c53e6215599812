import LogRecords

/// How a cell of a batch becomes a column of a segment.
enum ColumnSource: Sendable {
    case row
    case origin
    case caller
    /// A cell as it is: times, numbers, flags, bit patterns of 64 bits.
    case cell(bit: Int, index: Int)
    case term(bit: Int, index: Int)
    /// Two cells as sixteen bytes, most significant first.
    case wide(bit: Int, index: Int)
    /// A text of its own as it is.
    case text(bit: Int, index: Int)
    /// A text of its own; a UUID in its usual spelling as sixteen bytes.
    case identifier(bit: Int, index: Int)
}

/// The columns of `sighting` and of `attempt`, in the order of `segment-1.sql`.
enum SegmentColumns {
    struct Column: Sendable {
        let name: String
        let source: ColumnSource
    }

    static let sighting: [Column] =
        [
            Column(name: "row", source: .row), of(.shard, "shard"), of(.line, "line"), of(.started, "started"), of(.ended, "ended"),
            Column(name: "caller", source: .caller), of(.status, "status"), of(.path, "path"),
            Column(name: "origin", source: .origin), of(.method, "method"), of(.result, "result"), of(.colo, "colo"),
            of(.offset, "offset"), of(.length, "length"), of(.duration, "duration"), of(.firstByte, "first_byte"),
            of(.originStatus, "origin_status"), of(.faultDomain, "fault_domain"), of(.error, "error"),
            of(.sequence, "sequence"), of(.user, "user"), of(.clientAddress, "client_address"),
            of(.clientCountry, "client_country"), of(.bytesIn, "bytes_in"), of(.bytesOut, "bytes_out"),
            of(.inputTokens, "input_tokens"), of(.outputTokens, "output_tokens"), of(.sampled, "sampled"),
            of(.cacheStatus, "cache_status"), of(.worker, "worker"), of(.attemptCount, "attempt_count"), of(.ray, "ray"),
            of(.parentRay, "parent_ray"), of(.spanID, "span_id"), of(.parentSpanID, "parent_span_id"),
            of(.recordID, "record_id"), of(.traceID, "trace_id"), of(.requestID, "request_id"),
            of(.clientRequestID, "client_request_id"), of(.correlationID, "correlation_id"),
        ]

    static let attempt: [Column] =
        [
            Column(name: "id", source: .row), call(.number, "number"), call(.provider, "provider"), call(.model, "model"),
            call(.location, "location"), call(.endpointHost, "endpoint_host"), call(.started, "started"),
            call(.duration, "duration"), call(.firstByte, "first_byte"), call(.status, "status"), call(.errorClass, "error_class"),
            call(.nextAction, "next_action"), call(.served, "served"), call(.providerRay, "provider_ray"),
            call(.inputTokens, "input_tokens"), call(.outputTokens, "output_tokens"),
            call(.providerRequestID, "provider_request_id"),
        ]

    /// The terms of a row that lie in `sighting` itself.
    static let sightingTerms: [RecordField] = [
        .method, .path, .result, .faultDomain, .error, .colo, .user, .clientAddress, .clientCountry, .cacheStatus,
    ]

    /// The terms of `origin` after its vantage, and all of `caller`, in the order of their columns.
    static let originTerms: [RecordField] = [
        .format, .host, .region, .envelopeRegion, .regionSource, .zone, .service, .revision, .gatewayInstance,
        .reroutedFrom, .rerouteReason,
    ]
    static let callerTerms: [RecordField] = [
        .customerInstance, .instanceProof, .customerHost, .customerVersion, .realm, .connection, .userAgent, .clientName,
        .clientVersion,
    ]

    static let attemptTerms: [AttemptField] = [.provider, .model, .location, .endpointHost, .errorClass, .nextAction]

    private static func of(_ field: RecordField, _ name: String) -> Column {
        let (bit, index) = (field.rawValue, RecordLayout.cell(field))
        let source: ColumnSource =
            switch field.kind {
            case .term: .term(bit: bit, index: index)
            case .text: .identifier(bit: bit, index: index)
            case .id128: .wide(bit: bit, index: index)
            case .instant, .duration, .integer, .flag, .id64: .cell(bit: bit, index: index)
            }
        return Column(name: name, source: source)
    }

    private static func call(_ field: AttemptField, _ name: String) -> Column {
        let (bit, index) = (field.rawValue, AttemptLayout.cell(field))
        let source: ColumnSource =
            switch field.kind {
            case .term: .term(bit: bit, index: index)
            case .text: .text(bit: bit, index: index)
            case .id128: .wide(bit: bit, index: index)
            case .instant, .duration, .integer, .flag, .id64: .cell(bit: bit, index: index)
            }
        return Column(name: name, source: source)
    }
}
