/// The names of an attempt's fields; what else is to be known of each stands in `AttemptFields.all`, in the same order.
///
/// The raw value is the field's place in a row of a batch: its cell and its bit, so there are at most 64.
package enum AttemptField: Int, CaseIterable, Sendable {
    /// From 1, in the order of the calls as the record lists them.
    case number
    /// One of `Provider`'s names; every vendor's spelling maps to one.
    case provider
    case model
    /// What the call's own address or configuration states; absent for `global` and for providers that name no place.
    case location
    /// How much of the world `location` names: `region`, or `geography` (`eu`).
    case locationGrain
    /// Where `location` comes from: `address` (of the call) or `configuration`.
    case locationSource
    /// What the provider's own answer says of the place: Anthropic's `inference_geo`, Azure's `x-ms-region`. Never
    /// mixed with `location`.
    case providerLocation
    /// Why there is no location, or what the address was: `aiplatform.googleapis.com`.
    case endpointHost
    case started, duration, firstByte
    case status
    case errorClass
    /// What the gateway did next: `serve`, `retry_same`, `next_target`, ...
    case nextAction
    /// 1: this attempt gave the answer that the client received.
    case served
    case providerRequestID
    /// The cf-ray of the provider's answer; never joined with a request's ray.
    case providerRay
    case inputTokens, outputTokens
}
