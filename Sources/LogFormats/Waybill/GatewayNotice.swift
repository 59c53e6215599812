package import LogRecords

/// A gateway's line that is about no finished request: that it started, what it lost, how it is.
package struct GatewayNotice: Sendable, Equatable {
    /// What a notice tells.
    package enum Kind: String, Sendable, CaseIterable {
        /// A call was begun: insurance against a crash before the request's own line.
        case attemptOpen = "attempt_open"
        case lifecycle
        /// Records of these sequence numbers could not be written.
        case loss
        case health
        case config
        /// So many refused requests have no line of their own.
        case refusals
    }

    package var kind: Kind
    package var writer: GatewayWriter
    /// Counts together with the requests' numbers.
    package var sequence: Int64
    package var time: Instant
    /// `started`, `draining`, `stopped`, `queue_full`, ...
    package var event: String?
    package var requestID: ID128?
    package var firstSequence: Int64?
    package var lastSequence: Int64?
    package var count: Int64?

    package init(_ kind: Kind, writer: GatewayWriter, sequence: Int64, time: Instant) {
        self.kind = kind
        self.writer = writer
        self.sequence = sequence
        self.time = time
    }
}
