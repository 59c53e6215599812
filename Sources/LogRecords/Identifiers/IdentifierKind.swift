/// What an identifier was called where it was found. Two identifiers meet by their canonical form, whatever their
/// kinds.
package enum IdentifierKind: String, CaseIterable, Sendable {
    case ray
    case parentRay = "parent_ray"
    case requestID = "request_id"
    case clientRequestID = "client_request_id"
    case correlationID = "correlation_id"
    case traceID = "trace_id"
    case spanID = "span_id"
    case providerRequestID = "provider_request_id"
    case providerRay = "provider_ray"
}
