/// The fields of an attempt: one call by a gateway to one model provider.
///
/// The raw value is the field's bit in a row's presence word.
package enum AttemptField: Int, CaseIterable, Sendable {
    /// From 1, in the order of the calls as the record lists them.
    case number
    /// One of `Provider`'s names; every vendor's spelling maps to one.
    case provider
    case model
    /// What the call's own address or configuration states; absent for `global` and for providers that name no place.
    case location
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

    package var kind: FieldKind {
        switch self {
        case .number, .status, .inputTokens, .outputTokens: .integer
        case .provider, .model, .location, .endpointHost, .errorClass, .nextAction: .term
        case .started: .instant
        case .duration, .firstByte: .duration
        case .served: .flag
        case .providerRequestID: .text
        case .providerRay: .id64
        }
    }
}
