/// One request, as its lines together tell of it: what reports count. `nil` is "not known", never 0 or "".
///
/// Every visible line of a store is in exactly one row. Durations are in nanoseconds, fields mean what `RecordField`
/// says of them.
package struct RequestRow: Sendable, Equatable {
    /// What the lines are to each other.
    package enum Kind: String, Sendable, CaseIterable {
        case request
        /// Lines that could not be given to one request: a caller of several, or a call that several may have made.
        case unparted
    }

    package var kind: Kind
    /// The lines that it rests on, a copy of a line too; in the order of shard and line.
    package var lines: [StoredLine]
    /// Who wrote them, from the outside in. One without `gateway` may be a request of which only the edge's line shares
    /// no id with the others.
    package var vantages: [Vantage] = []

    package var started: Instant?
    package var ended: Instant?
    package var duration: Int64?
    package var firstToken: Int64?
    package var lastToken: Int64?
    package var overhead: Int64?
    /// Whose clock the times are.
    package var timesBy: Vantage?

    package var method: String?
    package var host: String?
    package var path: String?
    package var requestedModel: String?
    package var status: Int?
    package var statusBy: Vantage?
    package var result: String?
    package var faultDomain: String?
    package var error: String?

    package var edge = RequestClause()
    package var region = RequestClause()
    package var provider = RequestClause()
    package var model = RequestClause()
    package var location = RequestClause()
    package var locationSource: String?
    package var reroutedFrom: String?

    package var customerInstance: String?
    package var instanceProof: String?
    package var gatewayInstance: String?
    package var realm: String?
    package var connection: String?
    package var user: String?
    /// Of the customer's GitLab: shown to nobody, as the user.
    package var customerHost: String?
    package var session: String?
    package var namespace: String?

    package var inputTokens: Int64?
    package var outputTokens: Int64?
    package var ids: [IdentifierKind: [String]] = [:]
    /// Every call of a provider, served or not.
    package var attempts: [Attempt] = []

    package init(kind: Kind, lines: [StoredLine]) {
        (self.kind, self.lines) = (kind, lines.sorted())
    }

    /// When it began: the moment by which it is filed.
    package var filed: Instant? { started ?? ended }
}
