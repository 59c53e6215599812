/// The fields of a stored request, but its lines, its ids and its attempts: one row each.
///
/// What a store keeps and what reports show, filter and count by follows from these rows.
package enum RequestFields {
    package static let all: [RequestField] = time + outcome + verdict + caller

    private static let time: [RequestField] = [
        .instant("started", \.started),
        .instant("ended", \.ended),
        .integer("duration", in: .request, \.duration),
        .integer("first_token", in: .request, \.firstToken),
        .integer("last_token", in: .request, \.lastToken),
        .integer("overhead", in: .request, \.overhead),
        .vantage("times_by", \.timesBy),
    ]

    private static let outcome: [RequestField] = [
        RequestField(
            name: "kind", home: .verdict, kind: .term, value: { row in .text(row.kind.rawValue) },
            set: { value, row in
                if case .text(let text) = value, let kind = RequestRow.Kind(rawValue: text) { row.kind = kind }
            }),
        RequestField(
            name: "vantages", home: .verdict, kind: .term,
            value: { row in row.vantages.isEmpty ? nil : .text(row.vantages.map(\.name).joined(separator: " ")) },
            set: { value, row in
                guard case .text(let text) = value else { return }
                row.vantages = text.split(separator: " ").compactMap { Vantage(named: String($0)) }
            }),
        .term("method", in: .verdict, \.method),
        .term("path", in: .request, \.path),
        RequestField(
            name: "status", home: .verdict, kind: .integer, value: { row in row.status.map { .number(Int64($0)) } },
            set: { value, row in if case .number(let number) = value { row.status = Int(exactly: number) } }),
        .vantage("status_by", \.statusBy),
        .term("result", in: .verdict, \.result),
        .term("fault_domain", in: .verdict, \.faultDomain),
        .term("error", in: .request, \.error),
    ]

    private static let verdict: [RequestField] =
        RequestField.clause("edge", \.edge) + RequestField.clause("region", \.region) + RequestField.clause("provider", \.provider)
        + RequestField.clause("model", \.model) + RequestField.clause("location", \.location) + [
            .term("requested_model", in: .verdict, \.requestedModel),
            .term("location_source", in: .verdict, \.locationSource),
            .term("rerouted_from", in: .verdict, \.reroutedFrom),
            .integer("input_tokens", in: .request, \.inputTokens),
            .integer("output_tokens", in: .request, \.outputTokens),
        ]

    private static let caller: [RequestField] = [
        .term("customer_instance", in: .caller, \.customerInstance),
        .term("instance_proof", in: .caller, \.instanceProof),
        .term("realm", in: .caller, \.realm),
        .term("connection", in: .caller, \.connection),
        .term("gateway_instance", in: .caller, \.gatewayInstance),
        .term("host", in: .caller, \.host),
        .term("namespace", in: .caller, \.namespace),
        .term("customer_host", in: .caller, \.customerHost),
        .term("user", in: .request, \.user),
        .text("session", in: .request, \.session),
    ]

    /// Those that lie in one table, in their order.
    package static func of(_ home: RequestField.Home) -> [RequestField] { all.filter { $0.home == home } }
}
