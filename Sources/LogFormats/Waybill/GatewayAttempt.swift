package import LogRecords

/// One call to a model provider as a gateway's record lists it, those never sent included.
package struct GatewayAttempt: Sendable, Equatable {
    /// From 1.
    package var number: Int64
    /// As in `gen_ai.provider.name`, else `fireworks_ai`, `amazon_q`, `self_hosted`.
    package var provider: String?
    package var model: String?
    /// Where the configured address says that the model runs; `nil` for a global address.
    package var location: String?
    /// `address` or `configuration`: which of the two says so.
    package var locationSource: String?
    /// What the provider's own answer says of the place.
    package var providerLocation: String?
    package var endpointHost: String?
    package var started: Instant?
    /// Until the head of the answer.
    package var head: Int64?
    /// Until its first event, or all of an answer that came as one piece.
    package var firstByte: Int64?
    package var duration: Int64?
    package var status: Int64?
    /// `overloaded`, `rate_limited`, `header_timeout`, ...: the closed list of waybill-log.5.
    package var errorClass: String?
    /// `serve`, `retry_same`, `next_key`, `next_target`, `fail_fast`, `exhausted`, `client_gone`.
    package var nextAction: String?
    package var served: Bool?
    package var providerRequestID: String?
    /// The `cf-ray` of the provider's answer as received.
    package var providerRay: String?
    package var inputTokens: Int64?
    package var outputTokens: Int64?

    package init(number: Int64) {
        self.number = number
    }
}
