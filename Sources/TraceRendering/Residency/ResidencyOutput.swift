package import LogRecords
package import TraceRoutes

/// Where a customer's calls were answered, and on what that rests.
package struct ResidencyAnswer: Sendable {
    var residency: Residency
    var instance: String
    var allowed: [String]
    var pinned: String?
    /// Requests of which nobody knows whose they are, and rows of lines that could not be given to one.
    var left: (undecided: Int, unparted: Int)
    var basis: ReportBasis
    var range: TimeRange?
    /// The requests of the calls outside, in their order.
    var outside: [ExportedRequest]

    package init(
        residency: Residency, instance: String, allowed: [String], pinned: String?, left: (undecided: Int, unparted: Int),
        basis: ReportBasis,
        range: TimeRange?, outside: [ExportedRequest]
    ) {
        (self.residency, self.instance, self.allowed, self.pinned) = (residency, instance, allowed, pinned)
        (self.left, self.basis, self.range, self.outside) = (left, basis, range, outside)
    }

    var isWhole: Bool { basis.coverage.complete && basis.staleDays.isEmpty && left == (0, 0) }

    /// The calls outside, with the requests that they were made for.
    var outsideCalls: [ExportedAttempt] {
        zip(residency.outside, outside).map { ExportedAttempt(attempt: $0.attempt, request: $1) }
    }
}

/// What `trace residency` prints.
package enum ResidencyOutput {
    /// `nil` is text for a person; CSV and NDJSON are the calls outside, with the columns of `trace export attempts`.
    package static func bytes(_ answer: ResidencyAnswer, as format: ReportFormat?, style: TextStyle) -> [UInt8] {
        let columns = ExportedAttempt.columns
        switch format {
        case nil: return Array(text(answer, style).utf8)
        case .json: return json(answer)
        case .ndjson: return answer.outsideCalls.flatMap { ExportLines.json($0, columns) }
        case .csv: return ExportLines.csvHead(columns) + answer.outsideCalls.flatMap { ExportLines.csv($0, columns) }
        case .md: return Array(markdown(answer).utf8)
        }
    }

    private static func json(_ answer: ResidencyAnswer) -> [UInt8] {
        let residency = answer.residency
        return JSONWriter.bytes([
            "schema": .string("waybill.residency/1"),
            "instance": .verbatim(answer.instance), "from": .instant(answer.range?.from), "to": .instant(answer.range?.to),
            "allowed": .array(answer.allowed.map(JSONValue.verbatim)),
            "complete": .boolean(answer.isWhole), "stale_days": .count(answer.basis.staleDays.count),
            "requests": .count(residency.requests), "claimed": .count(residency.claimed),
            "undecided": .count(answer.left.undecided), "unparted": .count(answer.left.unparted),
            "without_call": .count(residency.withoutCall),
            "not_covered": .object(
                residency.notCovered.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    JSONMember($0.key.rawValue, .count($0.value))
                }),
            "attempts": .count(residency.attempts), "inside": .count(residency.attempts(.inside)),
            "outside": .count(residency.attempts(.outside)), "unknown": .count(residency.attempts(.unknown)),
            "places": .array(
                places(answer).map { place, count in
                    [
                        "placement": .string(place.placement.rawValue), "place": .text(place.name), "source": .text(place.source),
                        "provider": .text(place.provider), "attempts": .count(count.attempts), "served": .count(count.served),
                    ]
                }),
            "pinned": answer.pinned.map { pinned in
                [
                    "model": .verbatim(pinned), "served": .count(residency.servedByPinned),
                    "by_others": .object(
                        residency.servedByOthers.sorted { $0.key < $1.key }.map { JSONMember($0.key, .count($0.value)) }),
                ]
            } ?? .null,
            "outside_attempts": .array(
                answer.outsideCalls.map { call in
                    .object(ExportedAttempt.columns.map { JSONMember($0.name, $0.value(call)) })
                }),
        ])
    }

    private static func places(_ answer: ResidencyAnswer) -> [(Residency.Place, Residency.Count)] {
        let order = Residency.Placement.allCases
        return answer.residency.places.sorted { left, right in
            let places = [left, right].map { order.firstIndex(of: $0.key.placement) ?? 0 }
            if places[0] != places[1] { return places[0] < places[1] }
            if left.value.attempts != right.value.attempts { return left.value.attempts > right.value.attempts }
            return (left.key.name ?? "", left.key.provider ?? "") < (right.key.name ?? "", right.key.provider ?? "")
        }.map { ($0.key, $0.value) }
    }

    private static func cells(_ answer: ResidencyAnswer) -> [[String]] {
        [["placement", "place", "said by", "provider", "calls", "served"]]
            + places(answer).map { place, count in
                [
                    place.placement.rawValue, place.name?.printable(limit: Longest.path) ?? "not known",
                    place.source?.printable() ?? "-",
                    place.provider?.printable() ?? "not known", grouped(Int64(count.attempts)), grouped(Int64(count.served)),
                ]
            }
    }

    /// Which calls were outside, for a person.
    private static func outsideCells(_ answer: ResidencyAnswer) -> [[String]] {
        [["time", "place", "provider", "model", "served", "id"]]
            + zip(answer.residency.outside, answer.outside).map { outside, request in
                let row = request.row
                let id = [IdentifierKind.ray, .correlationID, .requestID].lazy.compactMap { row.ids[$0]?.first }.first
                return [
                    (outside.attempt.started ?? row.filed)?.text(digits: 0) ?? "", outside.place.name?.printable() ?? "",
                    outside.attempt.provider?.printable() ?? "", outside.attempt.model?.printable() ?? "",
                    outside.attempt.served.map { $0 ? "yes" : "no" } ?? "-", id?.printable(limit: Longest.path) ?? request.name,
                ]
            }
    }

    private static func text(_ answer: ResidencyAnswer, _ style: TextStyle) -> String {
        var page = Page(style: style)
        for sentence in ResidencyWords.opening(answer) {
            page.flow(sentence.split(separator: " ").map(String.init), gap: " ", first: "")
        }
        for (title, cells, numbers) in tables(answer) {
            page.blank()
            if !title.isEmpty { page.line(title) }
            let table = Table(cells, numbers: Set(numbers..<(cells.first?.count ?? 0)))
            for line in style.fits ? table.lines(within: page.width) : table.lines { page.line(line) }
        }
        page.blank()
        for sentence in ResidencyWords.closing(answer) {
            page.flow(sentence.split(separator: " ").map(String.init), gap: " ", first: "")
        }
        return page.text
    }

    private static func tables(_ answer: ResidencyAnswer) -> [(title: String, cells: [[String]], numbersFrom: Int)] {
        var tables: [(title: String, cells: [[String]], numbersFrom: Int)] = []
        if !answer.residency.places.isEmpty { tables.append(("", cells(answer), 4)) }
        if !answer.outside.isEmpty { tables.append(("calls outside:", outsideCells(answer), 6)) }
        return tables
    }

    private static func markdown(_ answer: ResidencyAnswer) -> String {
        let opening = ResidencyWords.opening(answer).map { $0 + "\n" }
        let tables = tables(answer).map {
            ($0.title.isEmpty ? "" : $0.title + "\n\n") + MarkdownTable.text($0.cells, numbersFrom: $0.numbersFrom)
        }
        let closing = ResidencyWords.closing(answer).map { "- \($0)\n" }.joined()
        return (opening + tables + [closing]).joined(separator: "\n")
    }
}
