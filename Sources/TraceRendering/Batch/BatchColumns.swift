import LogRecords
import TraceRoutes

/// The columns that are appended to a sheet, by the names that `trace export requests` has for them.
enum BatchColumns {
    static let appended: [ExportColumn<BatchRow>] = [
        ExportColumn("outcome") { .string($0.outcome.rawValue) },
        ExportColumn("region") { .list($0.region.values) },
        ExportColumn("provider") { .list($0.provider.values) },
        ExportColumn("model") { .list($0.model.values) },
        ExportColumn("location") { .list($0.location.values) },
        ExportColumn("status") { .list($0.statuses) },
        ExportColumn("result") { .list($0.results) },
        ExportColumn("basis") { .text($0.basis?.rawValue) },
        ExportColumn("cause") { .text($0.firstCause?.rawValue) },
    ]

    /// Their names beside those that a sheet has itself; its own stay as they are.
    static func names(beside head: [String]) -> [String] {
        let taken = Set(head.map { $0.lowercased() })
        var (names, number) = (appended.map(\.name), 1)
        // A sheet that was answered before has those of before.
        while !taken.isDisjoint(with: names) {
            names = appended.map { (number == 1 ? "trace_" : "trace\(number)_") + $0.name }
            number += 1
        }
        return names
    }

    /// What they hold in a row.
    static func cells(of row: BatchRow) -> [String] { appended.map { SheetCell.text(of: $0.value(row)) } }
}
