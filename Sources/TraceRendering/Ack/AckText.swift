package import LogRecords

/// Failures that are remembered, for a person: those that nobody acknowledged first.
package struct AckText {
    package let text: String

    /// `isRemoved`: what was acknowledged is told again from now on; `nil` where nothing was changed.
    package init(_ failures: [RememberedFailure], isRemoved: Bool? = nil, style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        let open = failures.filter { $0.acknowledged == nil }
        let known = failures.filter { $0.acknowledged != nil }
        if failures.isEmpty { page.line("no shard that failed is remembered") }
        if let isRemoved {
            page.line(isRemoved ? "told again from the next load on:" : "acknowledged:")
        } else if !open.isEmpty {
            page.line("failed, and not acknowledged: \(grouped(Int64(open.count)))")
        }
        for failure in open { Self.draw(failure, on: &page) }
        if isRemoved == nil, !known.isEmpty {
            if !open.isEmpty { page.blank() }
            page.line("acknowledged: \(grouped(Int64(known.count)))")
        }
        for failure in known { Self.draw(failure, on: &page) }
        text = page.text
    }

    /// The holes that somebody acknowledged, a line each.
    package static func holes(_ holes: [AcknowledgedHole], style: TextStyle = TextStyle()) -> String {
        guard !holes.isEmpty else { return "" }
        var page = Page(style: style)
        page.line("holes that are acknowledged: \(grouped(Int64(holes.count)))")
        for hole in holes { page.paragraph(sentence(hole), first: "  ", rest: "    ") }
        return page.text
    }

    /// `cloudflare.http_requests, 2026-11-22 10:30-10:35, on 2026-11-23: the job was off`
    static func sentence(_ hole: AcknowledgedHole) -> String {
        let why = hole.why.map { ": \($0.printable(limit: Longest.path))" } ?? ""
        let range = TimeRange(from: hole.range.from, to: hole.range.to.advanced(by: 1))
        return "\(hole.source.printable()), \(HoleWords.time(range)), on \(Day(hole.acknowledged))\(why)"
    }

    /// The path stands alone in its line, so that it can be copied into the next command.
    private static func draw(_ failure: RememberedFailure, on page: inout Page) {
        page.line("  " + failure.shard.path.printable(limit: Longest.path))
        let (first, last) = (Day(failure.first), Day(failure.last))
        let period = first == last ? "failed on \(first)" : "failed from \(first) to \(last)"
        page.paragraph("\(failure.shard.reason.printable(limit: Longest.path)); \(period)", first: "    ")
        guard let acknowledged = failure.acknowledged else { return }
        let why = failure.why.map { ": \($0.printable(limit: Longest.path))" } ?? ""
        page.paragraph("acknowledged on \(Day(acknowledged))\(why)", first: "    ")
    }
}

/// The shape `waybill.failure/1`, as trace-ack(1) describes it: an object a line.
package enum AckJSON {
    /// A hole that is acknowledged, within a calendar.
    static func value(_ hole: AcknowledgedHole) -> JSONValue { .object(members(hole)) }

    /// The holes that are known, one object on one line.
    package static func bytes(_ holes: [AcknowledgedHole]) -> [UInt8] {
        holes.flatMap { hole in
            JSONWriter.bytes(
                .object([JSONMember("schema", .string("waybill.failure/1")), JSONMember("kind", .string("hole"))] + members(hole)))
        }
    }

    private static func members(_ hole: AcknowledgedHole) -> [JSONMember] {
        [
            JSONMember("source", .string(hole.source)), JSONMember("from", .instant(hole.range.from)),
            JSONMember("to", .instant(hole.range.to)), JSONMember("acknowledged", .instant(hole.acknowledged)),
            JSONMember("why", .text(hole.why)),
        ]
    }

    /// The shards that failed, one object on one line.
    package static func bytes(_ failures: [RememberedFailure]) -> [UInt8] {
        failures.flatMap { failure in
            JSONWriter.bytes([
                "schema": .string("waybill.failure/1"), "kind": .string("shard"), "path": .string(failure.shard.path),
                "content": .string(failure.shard.content), "reason": .string(failure.shard.reason),
                "first_failed": .instant(failure.first), "last_failed": .instant(failure.last),
                "acknowledged": .instant(failure.acknowledged), "why": .text(failure.why),
            ])
        }
    }
}
