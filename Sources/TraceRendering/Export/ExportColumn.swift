import LogRecords

/// One column of an export: what it is called in the JSON and in the head of the CSV, and its value.
package struct ExportColumn<Row: Sendable>: Sendable {
    package let name: String
    let value: @Sendable (Row) -> JSONValue

    init(_ name: String, _ value: @escaping @Sendable (Row) -> JSONValue) {
        (self.name, self.value) = (name, value)
    }
}

extension [ExportColumn<ExportedRequest>] {
    /// A clause is three columns: its value, how it is known, and why there is none.
    static func clause(_ name: String, _ clause: @escaping @Sendable (RequestRow) -> RequestClause) -> [ExportColumn<
        ExportedRequest
    >] {
        [
            ExportColumn(name) { .text(clause($0.row).value) },
            ExportColumn(name + "_basis") { .string(clause($0.row).basis.rawValue) },
            ExportColumn(name + "_cause") { .text(clause($0.row).cause?.rawValue) },
        ]
    }

    /// The values of an identifier, as many as were found.
    static func ids(_ kinds: [IdentifierKind]) -> [ExportColumn<ExportedRequest>] {
        kinds.map { kind in ExportColumn(kind.rawValue) { .list($0.row.ids[kind] ?? []) } }
    }
}
