import LogRecords
import TraceRoutes

/// What was asked and how it ended, whose it was, and the other ids it goes by.
struct RequestLines {
    let request: RequestSummary
    let reroute: Reroute?
    /// The ids that the asker knows already, in the spelling of the readings.
    let asked: Set<String>

    /// What was asked and how it ended, and no more.
    func drawSummary(on page: inout Page) {
        page.flow(summary(page.style.zone), gap: "   ", first: "  ")
    }

    func draw(on page: inout Page) {
        drawSummary(on: &page)
        if let reroute {
            let (from, why) = (reroute.from.printable(), ReasonWords.text(reroute.why).printable())
            page.paragraph("rerouted from \(from): \(why)  \(Words.references(reroute.evidence))", first: "  ")
        }
        if let error = failure { page.paragraph(error, first: "  ") }
        if let instance = request.customerInstance {
            page.paragraph("customer instance \(instance.printable(limit: Longest.path))\(proof)", first: "  ")
        }
        let rays = request.ids[.ray] ?? []
        if rays.count > 1 {
            page.paragraph("crossed Cloudflare \(rays.count) times: rays \(some(rays))", first: "  ")
        }
        let others = otherIDs
        page.flow(others, gap: "   ", first: "  ")
    }

    private func summary(_ zone: DisplayZone) -> [String] {
        var parts: [String] = []
        let line = [request.method?.printable(), request.path?.printable(limit: Longest.path)].compactMap { $0 }
        if !line.isEmpty { parts.append(line.joined(separator: " ")) }
        let end = [request.status.map(String.init), request.result?.printable()].compactMap { $0 }
        if !end.isEmpty { parts.append(end.joined(separator: " ")) }
        if let duration = request.duration { parts.append(Words.duration(duration)) }
        if let connection = request.connection { parts.append(connection.printable()) }
        if let moment = request.began ?? request.ended { parts.append("\(zone.date(moment)) \(zone.label(moment))") }
        return parts
    }

    private var failure: String? {
        guard request.error != nil || request.faultDomain != nil else { return nil }
        let error = request.error.map { "error: \($0.printable())" } ?? "failed"
        return error + (request.faultDomain.map { ", fault: \($0.printable())" } ?? "")
    }

    private var proof: String {
        switch request.instanceProof {
        case "authenticated": ", authenticated"
        case "claimed": ", claimed by the sender and never proven"
        case let other?: ", \(other.printable())"
        case nil: ""
        }
    }

    /// What to ask the neighbours' logs for.
    private var otherIDs: [String] {
        [IdentifierKind.ray, .requestID, .correlationID, .traceID].compactMap { kind in
            guard let values = request.ids[kind], !values.isEmpty, kind != .ray || values.count == 1 else { return nil }
            let unknown = values.filter { !asked.contains($0) }
            return unknown.isEmpty ? nil : "\(Words.kind(kind)) \(some(unknown))"
        }
    }

    private func some(_ values: [String]) -> String {
        let shown = values.prefix(3).map { $0.printable(limit: Longest.path) }.joined(separator: ", ")
        return values.count > 3 ? "\(shown) and \(values.count - 3) more" : shown
    }
}
