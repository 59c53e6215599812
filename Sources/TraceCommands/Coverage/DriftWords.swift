import LogFormats
import LogRecords
import TraceRendering
import TraceRoutes

/// The sentences in which a drifted field is told.
enum DriftWords {
    /// `2026-11-22 cloudflare.http_requests EdgeColoCode vanished (0 of 300 lines, 2,100 of 2,100 before)`
    static func sentence(_ drift: FieldDrift) -> String {
        let name = "\(drift.source.printable(limit: 60)) \(drift.path.printable(limit: 200))"
        let counts =
            "\(grouped(drift.lines)) of \(grouped(drift.looked)) lines, \(grouped(drift.linesBefore)) of"
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

extension FieldDrift {
    /// Every key is always there; kinds are null where a field appeared or vanished.
    var json: JSONValue {
        var (change, old, new): (String, String?, String?) = ("", nil, nil)
        switch self.change {
        case .appeared: change = "appeared"
        case .vanished: change = "vanished"
        case .changedKind(let from, let to): (change, old, new) = ("changed_kind", from.rawValue, to.rawValue)
        }
        return [
            "day": .string("\(day)"), "source": .string(source), "field": .string(path), "change": .string(change),
            "kind_before": .text(old), "kind": .text(new), "lines": .integer(lines), "looked_at": .integer(looked),
            "lines_before": .integer(linesBefore), "looked_at_before": .integer(lookedBefore),
        ]
    }
}
