package import LogRecords

/// What was asked and how it ended. Durations in nanoseconds.
package struct RequestSummary: Sendable, Equatable {
    /// The result of a call of which the gateway's line says that its connection closed before anything was started.
    package static let notStarted = "not_started"

    package var method: String?
    package var host: String?
    package var path: String?
    package var status: Int?
    /// The vantage that sent the status.
    package var statusBy: Vantage?
    /// `completed`, `truncated`, `client_gone`, ...
    package var result: String?
    package var faultDomain: String?
    package var error: String?
    package var started: Instant?
    package var ended: Instant?
    package var duration: Int64?
    /// Whose clock the three times are.
    package var timesBy: Vantage?
    package var connection: String?
    package var realm: String?
    package var customerInstance: String?
    package var instanceProof: String?
    package var gatewayInstance: String?
    /// Kind -> the values found, in the order found.
    package var ids: [IdentifierKind: [String]] = [:]

    /// When it began: as stated, or from the end and the duration that the same clock states.
    package var began: Instant? { StatedSpan(started: started, ended: ended, duration: duration).began }

    package init() {}
}
