/// The fields of a record: one list for every format and every store.
///
/// The raw value is the field's bit in a row's presence word, so there are at most 64.
package enum RecordField: Int, CaseIterable, Sendable {
    // Who wrote it.
    /// `Vantage.rawValue`; every row has it.
    case vantage
    /// The format's name, such as `cloudflare.http_requests`; every row has it.
    case format
    // When, by the record's own clock. Either end may be absent; never computed across clocks.
    case started, ended
    /// As stated; a sentinel (-1) is absent, a really negative one is kept.
    case duration
    /// From the start to the first response byte or event.
    case firstByte
    // What was asked, and how it ended.
    case method, host
    /// Without the query; as logged, so with `/ai` at the edge.
    case path
    /// The HTTP status that this vantage sent.
    case status
    /// What this vantage got from the next one; 0: it was never reached.
    case originStatus
    /// How it ended; a closed set for `waybill.gateway`, the vendor's word (`statusDetails`) elsewhere.
    case result
    case faultDomain
    /// `error.type`: an error class, an exception's class, a security action.
    case error
    // Where.
    /// The edge colo: `EdgeColoCode`, or the suffix of the ray header that a gateway received.
    case colo
    /// The gateway's region, only where this record proves one.
    case region
    /// The region of the envelope around a record that states its own; kept apart so that they can contradict each other.
    case envelopeRegion
    /// `record` or `envelope`: which of the two stated `region`.
    case regionSource
    /// The region that the edge would have chosen, or tried first, had it been able to serve; only where the record says so.
    case reroutedFrom
    /// The edge's word for why it could not: `refused`, `not_ready`, ...
    case rerouteReason
    case zone, service, revision
    /// The replica: our instance UUID, Cloud Run's instanceId.
    case gatewayInstance
    /// Gapless number of the record within its gateway instance.
    case sequence
    // Who asked.
    /// The GitLab instance's UUID, lower case.
    case customerInstance
    /// `authenticated` or `claimed`, where the record says so.
    case instanceProof
    case customerHost, customerVersion, realm
    /// A user's pseudonym: personal data.
    case user
    /// `direct` or `indirect`, where the record says so.
    case connection
    /// As logged, without its port: personal data, and spoofable.
    case clientAddress
    /// Upper case ISO 3166 code; `XX` and `T1` are kept.
    case clientCountry
    case userAgent, clientName, clientVersion
    // Sizes.
    case bytesIn, bytesOut, inputTokens, outputTokens
    // What explains an absent next hop.
    /// 1: the record itself says that its source writes only a part of the requests.
    case sampled
    case cacheStatus
    /// 1: a Worker's sub-request.
    case worker
    /// How many attempts the record states; 0: it states that no provider was called; absent: it does not say.
    case attemptCount
    // Identifiers.
    case ray, parentRay, spanID, parentSpanID
    /// 64-bit hash of the vendor's identity of the record (never of identifiers alone): two sightings that have the same are one record.
    case recordID
    case traceID
    case requestID, clientRequestID, correlationID
    // Where the line is; every row has all four.
    /// The run's number of the shard, given by `LogIngest`.
    case shard
    /// From 1, in the decompressed content.
    case line
    /// From 0, in bytes of the decompressed content.
    case offset
    /// In bytes, without the line's end.
    case length

    package var kind: FieldKind {
        switch self {
        case .started, .ended: .instant
        case .duration, .firstByte: .duration
        case .vantage, .status, .originStatus, .sequence, .bytesIn, .bytesOut, .inputTokens, .outputTokens, .attemptCount, .shard,
            .line, .offset, .length:
            .integer
        case .sampled, .worker: .flag
        case .ray, .parentRay, .spanID, .parentSpanID, .recordID: .id64
        case .traceID: .id128
        case .requestID, .clientRequestID, .correlationID: .text
        case .format, .method, .host, .path, .result, .faultDomain, .error, .colo, .region, .envelopeRegion, .regionSource,
            .reroutedFrom,
            .rerouteReason, .zone,
            .service, .revision, .gatewayInstance, .customerInstance, .instanceProof, .customerHost, .customerVersion, .realm,
            .user,
            .connection, .clientAddress, .clientCountry, .userAgent, .clientName, .clientVersion, .cacheStatus:
            .term
        }
    }
}
