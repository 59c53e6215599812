/// The names of a record's fields; what else is to be known of each stands in `RecordFields.all`, in the same order.
///
/// The raw value is the field's place in a row of a batch: its cell and its bit. It is stored nowhere.
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
    /// From the start to the first and to the last words of a model's answer, as the client got them.
    case firstToken, lastToken
    /// The gateway's own part of the duration: what is left without the wait for providers.
    case overhead
    /// How long the next hop took, as this vantage measured it.
    case originDuration
    // What was asked, and how it ended.
    case method, host
    /// Without the query; as logged, so with `/ai` at the edge.
    case path
    /// The model as the caller named it; what answered is in the attempts.
    case requestedModel
    /// 1: a stream was asked for.
    case stream
    /// The HTTP status that this vantage sent.
    case status
    /// What this vantage got from the next one; 0: it was never reached.
    case originStatus
    /// How it ended; a closed set for `waybill.gateway`, the vendor's word (`statusDetails`) elsewhere.
    case result
    case faultDomain
    /// `error.type`: an error class, an exception's class, a security action.
    case error
    /// Why the model stopped, in its provider's word: `stop`, `length`, `end_turn`, ...
    case finishReason
    /// The balancer's `statusDetails`.
    case statusDetails
    /// The edge's or the balancer's security rule that matched, and what it did then, whether it stopped the request or
    /// not.
    case securityRule, securityAction
    // Where.
    /// The edge colo: `EdgeColoCode`, or the suffix of the ray header that a gateway received.
    case colo
    /// The gateway's region, only where this record proves one.
    case region
    /// The region of the envelope around a record that states its own; kept apart so that they can contradict each
    /// other.
    case envelopeRegion
    /// `record` or `envelope`: which of the two stated `region`.
    case regionSource
    /// The region that the edge would have chosen, or tried first, had it been able to serve; only where the record
    /// says so.
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
    /// What many requests of one conversation share. A filter: it is indexed, and never followed.
    case session
    /// The customer's namespace (a group) and project, by name or by number.
    case namespace, project
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
    /// 64-bit hash of the vendor's identity of the record (never of identifiers alone): two sightings that have the
    /// same are one record.
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
}
