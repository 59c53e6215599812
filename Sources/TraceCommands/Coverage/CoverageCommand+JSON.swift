import LogRecords
import TraceRendering
import TraceRoutes

extension ShardCalendar {
    /// One object, `waybill.coverage/1`, as trace-coverage(1) describes it: every key is always there.
    func json(drift: [FieldDrift]?) -> JSONValue {
        [
            "schema": .string("waybill.coverage/1"), "from": .instant(range?.from), "to": .instant(range?.to.advanced(by: 1)),
            "complete": .boolean(complete), "holes": .boolean(hasHoles), "sources": .array(sources.map(\.json)),
            "sequences": sequences?.json ?? .null, "drift": drift.map { .array($0.map(\.json)) } ?? .null,
        ]
    }
}

extension ShardCalendar.Source {
    var json: JSONValue {
        [
            "source": .string(source), "loaded": .count(loaded), "missing": .count(missing), "truncated": .count(cut.count),
            "expired": .count(expired), "first": .instant(span?.from), "last": .instant(span?.to.advanced(by: 1)),
            "period_seconds": .fraction(periodNanoseconds.map { Double($0) / 1e9 }), "hole_count": .count(holeCount),
            "holes": .array(holes.map(\.json)),
            "cut": .array(
                cut.prefix(ShardCalendar.mostCut).map { ["shard": .string($0.path), "lines": .integer($0.tally.lines)] }),
        ]
    }
}

extension ShardCalendar {
    /// Cut shards of a source that are named at most.
    static let mostCut = 1000
}

extension ShardHole {
    var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "series": .string(series), "from": .instant(range.from), "to": .instant(range.to),
            "shards": .count(shards), "parts": .list(parts), "may_be_quiet": .boolean(mayBeQuiet),
        ]
    }
}

extension SequenceGaps {
    var json: JSONValue {
        [
            "instances": .count(instances), "gap_count": .count(total), "lines": .integer(lines),
            "gaps": .array(
                gaps.map { gap in
                    [
                        "instance": .string(gap.instance), "first": .integer(gap.first), "last": .integer(gap.last),
                        "from": .instant(gap.span.from), "to": .instant(gap.span.to),
                    ]
                }),
        ]
    }
}
