/// One field of a stored request, as a store and its reports name it.
package struct RequestField: Sendable {
    /// In which table of a store it lies.
    package enum Home: String, CaseIterable, Sendable {
        /// A row for each request.
        case request
        /// What many requests share: where they were handled, and how they ended.
        case verdict
        /// Who asks, and through whom: shared in the same way.
        case caller
    }

    /// What it is called in a store's schema, in JSON and in the heads of tables.
    package let name: String
    package let home: Home
    package let kind: FieldKind
    /// `nil` where the request does not say.
    package let value: @Sendable (RequestRow) -> FieldValue?
    /// A value that stands for nothing leaves the row as it is.
    package let set: @Sendable (FieldValue, inout RequestRow) -> Void

    static func term(
        _ name: String, in home: Home, _ path: any WritableKeyPath<RequestRow, String?> & Sendable
    ) -> RequestField {
        texts(name, in: home, .term, path)
    }

    /// A text that few requests share.
    static func text(
        _ name: String, in home: Home, _ path: any WritableKeyPath<RequestRow, String?> & Sendable
    ) -> RequestField {
        texts(name, in: home, .text, path)
    }

    private static func texts(
        _ name: String, in home: Home, _ kind: FieldKind, _ path: any WritableKeyPath<RequestRow, String?> & Sendable
    ) -> RequestField {
        RequestField(
            name: name, home: home, kind: kind, value: { row in row[keyPath: path].map(FieldValue.text) },
            set: { value, row in if case .text(let text) = value { row[keyPath: path] = text } })
    }

    static func integer(
        _ name: String, in home: Home, _ path: any WritableKeyPath<RequestRow, Int64?> & Sendable
    ) -> RequestField {
        RequestField(
            name: name, home: home, kind: .integer, value: { row in row[keyPath: path].map(FieldValue.number) },
            set: { value, row in if case .number(let number) = value { row[keyPath: path] = number } })
    }

    static func instant(
        _ name: String, _ path: any WritableKeyPath<RequestRow, Instant?> & Sendable
    ) -> RequestField {
        RequestField(
            name: name, home: .request, kind: .instant, value: { row in row[keyPath: path].map { .number($0.nanoseconds) } },
            set: { value, row in if case .number(let number) = value { row[keyPath: path] = Instant(nanoseconds: number) } })
    }

    /// Who wrote its times or its status.
    static func vantage(_ name: String, _ path: any WritableKeyPath<RequestRow, Vantage?> & Sendable) -> RequestField {
        RequestField(
            name: name, home: .verdict, kind: .term, value: { row in (row[keyPath: path]?.name).map(FieldValue.text) },
            set: { value, row in
                if case .text(let text) = value, let vantage = Vantage(named: text) { row[keyPath: path] = vantage }
            })
    }

    /// A clause is three fields: its value, how it is known, and why there is none.
    static func clause(
        _ name: String, _ path: any WritableKeyPath<RequestRow, RequestClause> & Sendable
    ) -> [RequestField] {
        [
            RequestField(
                name: name, home: .verdict, kind: .term, value: { row in row[keyPath: path].value.map(FieldValue.text) },
                set: { value, row in if case .text(let text) = value { row[keyPath: path].value = text } }),
            RequestField(
                name: name + "_basis", home: .verdict, kind: .term, value: { row in .text(row[keyPath: path].basis.rawValue) },
                set: { value, row in
                    if case .text(let text) = value, let basis = Basis(rawValue: text) { row[keyPath: path].basis = basis }
                }),
            RequestField(
                name: name + "_cause", home: .verdict, kind: .term,
                value: { row in (row[keyPath: path].cause?.rawValue).map(FieldValue.text) },
                set: { value, row in
                    if case .text(let text) = value, let cause = Cause(rawValue: text) { row[keyPath: path].cause = cause }
                }),
        ]
    }
}

extension Vantage {
    /// `nil` for a name that none has.
    package init?(named name: String) {
        guard let vantage = Vantage.allCases.first(where: { $0.name == name }) else { return nil }
        self = vantage
    }
}
