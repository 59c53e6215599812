package import LogRecords
package import TraceRoutes

/// A request with the lines that it rests on, as `path:line`.
package struct ExportedRequest: Sendable {
    let row: RequestRow
    let lines: [String]

    /// `path` gives the name that the ledger has of a shard.
    package init(_ masked: Masked<RequestRow>, path: (Int64) -> String?) {
        row = masked.value
        // Shards have their numbers by chance, where several are read at once.
        let places = row.lines.map { line in
            (path: path(line.shard).map { Mask.addresses.masked($0) } ?? "shard \(line.shard)", line: line.line)
        }
        lines = places.sorted { ($0.path, $0.line) < ($1.path, $1.line) }.map { "\($0.path):\($0.line)" }
    }

    /// What names it in a store: its first line.
    var name: String { lines.first ?? "" }

    private typealias Columns = [ExportColumn<ExportedRequest>]

    /// The columns of `trace export requests`, as `trace-export.1` documents them.
    package static let columns: [ExportColumn<ExportedRequest>] = [
        lead, time, outcome, verdict, calls, caller, .ids([.ray, .requestID, .correlationID, .traceID]), evidence,
    ].flatMap(\.self)

    private static let lead: Columns = [
        ExportColumn("request") { .verbatim($0.name) },
        ExportColumn("kind") { .string($0.row.kind.rawValue) },
        ExportColumn("vantages") { .list($0.row.vantages.map(\.name)) },
    ]

    private static let time: Columns = [
        ExportColumn("started") { .instant($0.row.started) },
        ExportColumn("ended") { .instant($0.row.ended) },
        ExportColumn("duration_ms") { .duration($0.row.duration) },
        ExportColumn("times_by") { .text($0.row.timesBy?.name) },
        ExportColumn("first_token_ms") { .duration($0.row.firstToken) },
        ExportColumn("last_token_ms") { .duration($0.row.lastToken) },
        ExportColumn("overhead_ms") { .duration($0.row.overhead) },
    ]

    private static let outcome: Columns = [
        ExportColumn("method") { .text($0.row.method) },
        ExportColumn("host") { .text($0.row.host) },
        ExportColumn("path") { .text($0.row.path) },
        ExportColumn("status") { .count($0.row.status) },
        ExportColumn("status_by") { .text($0.row.statusBy?.name) },
        ExportColumn("result") { .text($0.row.result) },
        ExportColumn("fault_domain") { .text($0.row.faultDomain) },
        ExportColumn("error") { .text($0.row.error) },
    ]

    private static let verdict: Columns = [
        .clause("edge") { $0.edge }, .clause("region") { $0.region }, .clause("provider") { $0.provider },
        [ExportColumn("requested_model") { .text($0.row.requestedModel) }],
        .clause("model") { $0.model }, .clause("location") { $0.location },
        [ExportColumn("location_source") { .text($0.row.locationSource) }],
    ].flatMap(\.self)

    private static let calls: Columns = [
        ExportColumn("rerouted_from") { .text($0.row.reroutedFrom) },
        ExportColumn("attempts") { .count($0.row.attempts.count) },
        ExportColumn("input_tokens") { .whole($0.row.inputTokens) },
        ExportColumn("output_tokens") { .whole($0.row.outputTokens) },
    ]

    private static let caller: Columns = [
        ExportColumn("customer_instance") { .text($0.row.customerInstance) },
        ExportColumn("instance_proof") { .text($0.row.instanceProof) },
        ExportColumn("realm") { .text($0.row.realm) },
        ExportColumn("connection") { .text($0.row.connection) },
        ExportColumn("gateway_instance") { .verbatimText($0.row.gatewayInstance) },
        ExportColumn("session") { .text($0.row.session) },
    ]

    private static let evidence: Columns = [ExportColumn("lines") { .array($0.lines.map(JSONValue.verbatim)) }]
}

extension JSONValue {
    /// A whole number that may be absent.
    static func whole(_ value: Int64?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
}
