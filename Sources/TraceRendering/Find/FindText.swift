import LogRecords
package import TraceRoutes

/// A customer's requests as a person reads them in a terminal: two lines each, the second with the id to ask for.
package struct FindText: Sendable {
    /// For standard output; empty where there are none.
    package var text: String
    /// For standard error, one message an element.
    package var messages: [String]

    /// Draws the list; only a masked one can be drawn.
    package init(_ masked: Masked<FindAnswer>, style: TextStyle = TextStyle()) {
        let answer = masked.value
        let words = CoverageWords(coverage: answer.coverage, zone: style.zone)
        messages = answer.ranges.map { "searched \($0.from.text(digits: 0)) to \($0.to.text(digits: 0))" }
        guard !answer.rows.isEmpty else {
            text = ""
            messages.append("no request of customer instance \(answer.instance.escaped(limit: 60)) in that time")
            messages += words.gaps + answer.notes.map { $0.printable() }
            if answer.coverage.complete { messages.append("every shard that should be there is loaded: \(words.whole)") }
            messages.append("hint: a wider range: --within 2h; times without an offset are read in --tz")
            return
        }
        messages += answer.notes.map { $0.printable() }
        var page = Page(style: style)
        Self.draw(answer, on: &page)
        text = page.text
    }

    private static func draw(_ answer: FindAnswer, on page: inout Page) {
        let zone = page.style.zone
        let widths = Widths(answer.rows)
        var date: String?
        for row in answer.rows {
            if let time = row.time {
                let own = "\(zone.date(time)) \(zone.label(time))"
                if own != date { page.line(own) }
                date = own
            }
            draw(row, widths, on: &page)
        }
        let total = answer.totalIsExact ? "\(answer.total)" : "at least \(answer.total)"
        page.line("\(answer.shown)/\(total) requests\(answer.shown < answer.total ? "; more with --limit" : "")")
    }

    /// As wide as the widest of the list, so that paths get the rest.
    private struct Widths {
        var region: Int
        var provider: Int
        var result: Int

        init(_ rows: [FindRow]) {
            region = rows.map { FindText.value($0.region).columns }.max() ?? 0
            provider = rows.map { FindText.value($0.provider).columns }.max() ?? 0
            result = rows.map { FindText.result($0).columns }.max() ?? 0
        }
    }

    private static func draw(_ row: FindRow, _ widths: Widths, on page: inout Page) {
        let request = row.request
        let time = (request.began.map(page.style.zone.second) ?? "").padded(to: 8)
        let status = (request.status.map(String.init) ?? "-").clipped(to: 4).padded(to: 3)
        let path = [request.method?.printable(limit: 10), request.path?.printable(limit: 200)].compactMap { $0 }.joined(
            separator: " ")
        let head = "  \(time)  \(status) \(result(row).padded(to: widths.result))  "
        let room = page.width - head.columns - 2 - widths.region - 2 - widths.provider
        page.line([
            Page.Piece(head + path.clipped(to: room).padded(to: room) + "  "),
            Page.Piece(value(row.region).padded(to: widths.region) + "  ", Paint.of(row.region.basis)),
            Page.Piece(value(row.provider), Paint.of(row.provider.basis)),
        ])
        let ids = [IdentifierKind.ray, .correlationID, .requestID].compactMap { kind in
            request.ids[kind]?.first.map { "\(Words.kind(kind)) \($0.printable(limit: 64))" }
        }
        // Two ids fit a line, and one is enough to ask with.
        var parts = Array(ids.prefix(2))
        if parts.joined(separator: "   ").columns > page.width - 12 { parts.removeLast() }
        if request.began == nil, let ended = request.ended { parts.append("ended \(page.style.zone.second(ended))") }
        parts.append(bases(row))
        if row.isClaimed { parts.append("instance only claimed") }
        page.flow(parts, gap: "   ", indent: String(repeating: " ", count: 12))
    }

    /// How region and provider are known, in as few words as say it.
    private static func bases(_ row: FindRow) -> String {
        let (region, provider) = (row.region.basis, row.provider.basis)
        return region == provider ? region.rawValue : "region \(region.rawValue), provider \(provider.rawValue)"
    }

    private static func result(_ row: FindRow) -> String { (row.request.result ?? "").printable(limit: 40).clipped(to: 11) }

    /// `us-east4`, `us-east4?` where it is inferred.
    private static func value(_ clause: Clause<String>) -> String {
        switch clause {
        case .observed(let value, _, _): value.printable(limit: 40).clipped(to: 16)
        case .inferred(let value, _, _, _, _): value.printable(limit: 40).clipped(to: 15) + "?"
        case .absent: "none"
        case .unknown: "unknown"
        case .conflict: "conflict"
        }
    }
}
