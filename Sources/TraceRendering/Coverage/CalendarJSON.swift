import LogRecords
package import TraceRoutes

/// The shape `waybill.coverage/1`, as trace-coverage(1) describes it: every key is always there.
package enum CalendarJSON {
    /// A calendar's bytes: one line. `drift` is `nil` where it was not asked for.
    package static func bytes(_ calendar: ShardCalendar, drift: [FieldDrift]?) -> [UInt8] {
        let range = calendar.range
        return JSONWriter.bytes([
            "schema": .string("waybill.coverage/1"), "from": .instant(range?.from), "to": .instant(range?.to.advanced(by: 1)),
            "complete": .boolean(calendar.complete), "holes": .boolean(calendar.hasHoles),
            "sources": .array(calendar.sources.map(\.json)), "silences": .array(calendar.silences.map(SilenceJSON.value)),
            "acknowledged": .array(calendar.acknowledged.map(AckJSON.value)),
            "declared": .array(calendar.declared.map(ExpectJSON.value)), "sequences": calendar.sequences?.json ?? .null,
            "drift": drift.map { .array($0.map(\.json)) } ?? .null,
        ])
    }

    /// Cut shards of a source that are named at most.
    fileprivate static let mostCut = 1000
}

extension ShardCalendar.Source {
    fileprivate var json: JSONValue {
        [
            "source": .string(source), "loaded": .count(loaded), "missing": .count(missing), "truncated": .count(cut.count),
            "expired": .count(expired), "first": .instant(span?.from), "last": .instant(span?.to.advanced(by: 1)),
            "period_seconds": .fraction(periodNanoseconds.map { Double($0) / 1e9 }), "hole_count": .count(holeCount),
            "holes": .array(holes.map(\.json)),
            "cut": .array(
                cut.prefix(CalendarJSON.mostCut).map { cutJSON($0) }),
        ]
    }
}

/// A shard that lacks something: at its end, or where it has bytes that are no line.
private func cutJSON(_ shard: ShardEntry) -> JSONValue {
    [
        "shard": .string(shard.path), "lines": .integer(shard.tally.lines),
        "bytes_skipped": .integer(shard.tally.skipped.count),
    ]
}

extension ShardHole {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "series": .string(series), "from": .instant(range.from), "to": .instant(range.to),
            "shards": .count(shards), "parts": .list(parts), "may_be_quiet": .boolean(mayBeQuiet),
        ]
    }
}

extension SequenceGaps {
    fileprivate var json: JSONValue {
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

extension FieldDrift {
    /// Every key is always there; kinds are null where a field appeared or vanished.
    fileprivate var json: JSONValue {
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
