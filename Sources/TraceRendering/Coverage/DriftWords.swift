import LogRecords
import TraceRoutes

/// The sentences in which a drifted field is told.
enum DriftWords {
    /// `2026-11-22 cloudflare.http_requests EdgeColoCode vanished (0 of 300 lines, 2,100 of 2,100 before)`
    static func sentence(_ drift: FieldDrift) -> String {
        let name = "\(drift.source.printable()) \(drift.path.printable())"
        let counts =
            "\(grouped(drift.lines)) of \(Words.count(drift.looked, "line")), \(grouped(drift.linesBefore)) of"
            + " \(grouped(drift.lookedBefore)) before"
        let change =
            switch drift.change {
            case .appeared: "appeared"
            case .vanished: "vanished"
            case .changedKind(let old, let new): "was a \(old.rawValue) and is a \(new.rawValue)"
            }
        return "\(drift.day) \(name) \(change) (\(counts))"
    }
}
