import LogRecords
package import TraceRoutes

/// The shape `waybill.batch/1`, as `trace-batch.1` documents it: an object, or its rows a line each.
package enum BatchJSON {
    package static let schema = "waybill.batch/1"

    /// A row; every key is there.
    package static func bytes(_ item: BatchItem, _ names: BatchNames) -> [UInt8] {
        let row = item.row
        let own = names.own.enumerated().map { index, name in
            JSONMember(name, item.cells.indices.contains(index) ? .verbatim(item.cells[index]) : .null)
        }
        let clauses = [("region", row.region), ("provider", row.provider), ("model", row.model), ("location", row.location)]
        let members: [JSONMember] =
            [
                JSONMember("line", .count(item.line)), JSONMember("id", .verbatim(item.id)), JSONMember("sheet", .object(own)),
                JSONMember("outcome", .string(row.outcome.rawValue)), JSONMember("requests", .count(row.requests)),
            ] + clauses.flatMap(members)
            + [
                JSONMember("status", row.statuses.count == 1 ? .count(row.statuses.first) : .null),
                JSONMember("result", text(row.results)), JSONMember("basis", .text(row.basis?.rawValue)),
                JSONMember("cause", .text(row.firstCause?.rawValue)),
                JSONMember("suggestions", .list(row.suggestions.map(\.value))),
            ]
        return JSONWriter.bytes(.object(members))
    }

    private static func members(_ name: String, _ clause: BatchRow.Clause) -> [JSONMember] {
        [
            JSONMember(name, text(clause.values)), JSONMember(name + "_basis", .text(clause.basis?.rawValue)),
            JSONMember(name + "_cause", .text(clause.cause?.rawValue)),
        ]
    }

    /// Several values are parted by spaces, as in a sheet.
    private static func text(_ values: [String]) -> JSONValue {
        values.isEmpty ? .null : .string(values.joined(separator: " "))
    }

    /// The object up to its first row.
    package static func opening(_ sheet: Sheet) -> [UInt8] {
        let isText = sheet.form == .freeText
        let form: String =
            switch sheet.form {
            case .columns: "columns"
            case .list: "list"
            case .freeText: "text"
            }
        let head = JSONWriter.bytes([
            "schema": .string(schema), "form": .string(form),
            "separator": .text(sheet.form.separator.map { String(UnicodeScalar($0)) }),
            "column": isText ? .null : .verbatim(sheet.name(of: sheet.column)),
        ])
        // Without the brace and the line end behind it.
        return Array(head.dropLast(2)) + Array(",\"rows\":[".utf8)
    }

    /// What stands behind the last row.
    package static func closing(_ totals: BatchTotals) -> [UInt8] {
        Array("],\"totals\":".utf8) + JSONWriter.bytes(value(totals)).dropLast() + Array("}\n".utf8)
    }

    private static func value(_ totals: BatchTotals) -> JSONValue {
        [
            "rows": .count(totals.rows),
            "outcomes": .object(
                BatchRow.Outcome.allCases.map { JSONMember($0.rawValue, .count(totals.outcomes[$0] ?? 0)) }),
            "region": value(totals.region), "location": value(totals.location), "repeated": .count(totals.repeated),
            "lines_without_id": .count(totals.linesWithoutID),
        ]
    }

    private static func value(_ tally: PlaceTally) -> JSONValue {
        [
            "europe": .count(tally.europe), "outside": .count(tally.outside), "none": .count(tally.none),
            "unknown": .count(tally.unknownCount),
            "unknown_because": .object(BatchWords.reasons(tally).map { JSONMember(BatchWords.code($0.reason), .count($0.count)) }),
            "places": .object(BatchWords.names(tally).map { JSONMember($0.name, .count($0.count)) }),
        ]
    }
}
