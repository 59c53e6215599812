import LogRecords
package import TraceRoutes

/// A customer's requests as a person reads them in a terminal: two lines each, the second with the id to ask for.
package struct FindText: Sendable {
    /// For standard output; empty where there are none.
    package var text: String
    /// For standard error, one message an element.
    package var messages: [String]

    /// Draws the list; only a masked one can be drawn. `wider` is how to ask for a longer time.
    package init(_ masked: Masked<FindAnswer>, wider: String = "--within 2h", style: TextStyle = TextStyle()) {
        let answer = masked.value
        let words = CoverageWords(coverage: answer.coverage, zone: style.zone)
        messages = answer.ranges.map { "searched \($0.from.text(digits: 0)) to \($0.to.text(digits: 0))" }
        guard !answer.rows.isEmpty else {
            text = ""
            let whereabouts = WhereaboutsWords(answer, zone: style.zone)
            messages += whereabouts.sentences
            messages += words.gaps + answer.notes.map { NoteWords.text($0).printable(limit: Longest.path) }
            if answer.coverage.complete { messages.append("every shard that should be there is loaded: \(words.whole)") }
            messages.append("hint: \(whereabouts.hint ?? "a wider range: \(wider); times without an offset are read in --tz")")
            return
        }
        if !answer.coverage.complete { messages += words.gaps }
        messages += answer.notes.map { NoteWords.text($0).printable(limit: Longest.path) }
        var page = Page(style: style)
        Self.draw(answer, on: &page)
        text = page.text
    }

    private static func draw(_ answer: FindAnswer, on page: inout Page) {
        let zone = page.style.zone
        let names = RequestNames(
            answer.rows.map { (RequestNames.line(of: $0.request), $0.region, $0.provider) }, on: page)
        let results = answer.rows.map { page.name(result($0), in: 11) }
        let resultWidth = results.map(\.columns).max() ?? 0
        var date: String?
        for (row, result) in zip(answer.rows, results) {
            if let time = row.time {
                let own = "\(zone.date(time)) \(zone.label(time))"
                if own != date { page.line(own) }
                date = own
            }
            draw(row, result.padded(to: resultWidth), names, on: &page)
        }
        let total = answer.totalIsExact ? "\(answer.total)" : "at least \(answer.total)"
        page.line(
            "\(answer.shown) of \(total) \(Words.plural(answer.total, "request"))\(answer.shown < answer.total ? "; more with --limit" : "")"
        )
    }

    private static func draw(_ row: FindRow, _ result: String, _ names: RequestNames, on page: inout Page) {
        let request = row.request
        let time = (request.began.map(page.style.zone.second) ?? "").padded(to: 8)
        let status = (request.status.map(String.init) ?? "-").padded(to: 3)
        names.draw(
            head: "  \(time)  \(status) \(result)  ", RequestNames.line(of: request), names.cell(row.region, row.provider),
            coloured: true, on: &page)
        let ids = [IdentifierKind.ray, .correlationID, .requestID].compactMap { kind in
            request.ids[kind]?.first.map { "\(Words.kind(kind)) \($0.printable(limit: Longest.path))" }
        }
        // Two ids fit a line, and one is enough to ask with.
        var parts = Array(ids.prefix(2))
        if parts.joined(separator: "   ").columns > page.width - 12, parts.count > 1 { parts.removeLast() }
        if request.began == nil, let ended = request.ended { parts.append("ended \(page.style.zone.second(ended))") }
        parts.append(bases(row))
        if row.isClaimed { parts.append("instance only claimed") }
        page.flow(parts, gap: "   ", first: String(repeating: " ", count: 12))
    }

    /// How region and provider are known, in as few words as say it.
    private static func bases(_ row: FindRow) -> String {
        let (region, provider) = (row.region.basis, row.provider.basis)
        return region == provider ? region.rawValue : "region \(region.rawValue), provider \(provider.rawValue)"
    }

    private static func result(_ row: FindRow) -> String { (row.request.result ?? "").printable() }
}
