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
