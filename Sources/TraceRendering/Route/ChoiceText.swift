import LogRecords
import TraceRoutes

/// Several requests carry what was asked: a numbered choice, with the question that would be answered by one of them.
struct ChoiceText {
    static let mostShown = 20

    let answer: Answer
    /// The command that is asked again with one of them.
    var command = "route"

    func draw(on page: inout Page) {
        guard !answer.routes.isEmpty else { return }
        let carrier = answer.asked.readings.first(where: \.matched).map {
            "\(Words.kind($0.kind)) \($0.value.escaped(limit: Longest.path))"
        }
        page.paragraph("\(answer.routes.count) requests carry \(carrier ?? "what you asked for"). Which one?", paint: .bold)
        page.blank()
        var date: String?
        for (index, route) in answer.routes.prefix(Self.mostShown).enumerated() {
            draw(route, number: index + 1, after: &date, on: &page)
        }
        if answer.routes.contains(where: { [$0.verdict.region.basis, $0.verdict.provider.basis].contains(.inferred) }) {
            page.line("  ? inferred, not observed")
        }
        if answer.routes.count > Self.mostShown { page.line("  and \(answer.routes.count - Self.mostShown) more: see --json") }
    }

    private func draw(_ route: Route, number: Int, after date: inout String?, on page: inout Page) {
        let request = route.request
        let zone = page.style.zone
        if let moment = request.began ?? request.ended {
            let own = "\(zone.date(moment)) \(zone.label(moment))"
            if own != date { page.line("  \(own)") }
            date = own
        }
        let time = (request.began.map(zone.second) ?? "").padded(to: 8)
        let status = (request.status.map(String.init) ?? "-").padded(to: 3)
        let names = names(page)
        names.draw(
            head: "  \(String(number).rightAligned(to: 2))  \(time)  \(status)  ", RequestNames.line(of: request),
            names.cell(route.verdict.region, route.verdict.provider), on: &page)
        let indent = String(repeating: " ", count: 6)
        if request.began == nil, let ended = request.ended { page.line(indent + "ended \(zone.second(ended))") }
        if let id = ownID(route) {
            page.line([Page.Piece(indent), Page.Piece("trace \(command) \(Words.shellWord(id))", .bold)])
        } else {
            page.paragraph("no id of its own: only its time and path tell it from the others", first: indent)
        }
    }

    private func names(_ page: Page) -> RequestNames {
        RequestNames(
            answer.routes.prefix(Self.mostShown).map { route in
                (RequestNames.line(of: route.request), route.verdict.region, route.verdict.provider)
            }, on: page)
    }

    /// An id that none of the others carries, and that was not masked: asking for its beginning finds nothing.
    private func ownID(_ route: Route) -> String? {
        let kinds: [IdentifierKind] = [.ray, .requestID, .correlationID, .clientRequestID, .traceID, .spanID, .providerRequestID]
        for kind in kinds {
            for id in route.request.ids[kind] ?? [] where !Mask.isMasked(id) && answer.routes.filter({ carries($0, id) }).count == 1
            { return id }
        }
        return nil
    }

    private func carries(_ route: Route, _ id: String) -> Bool {
        route.request.ids.values.contains { $0.contains(id) }
    }
}
