package import LogRecords

/// Makes the requests of lines by what answers a look-up: of any of a request's ids `trace route` says the same.
package struct RequestMaker: Sendable {
    private let maker: RouteMaker

    /// The whole ledger of the store says why a line that should be there is not.
    init(ledger: Ledger) {
        maker = RouteMaker(ledger: ledger, body: nil)
    }

    /// The requests of these lines, among which is every line that shares an identifier with any of them: each line is
    /// in exactly one row.
    package func requests(of lines: [Sighting]) throws -> [MadeRequest] {
        let held = HeldLines(lines)
        var made: [MadeRequest] = []
        var owned: Set<StoredLine> = []
        for seed in lines.sorted(by: isBefore) where !owned.contains(seed.place.storedLine) {
            for (part, kind) in try parts(around: seed, in: held) {
                let part = part.without(owned)
                guard !part.records.isEmpty else { continue }
                made.append(request(of: part, kind))
                owned.formUnion(part.records.flatMap(\.places).map(\.storedLine))
            }
        }
        return made
    }

    /// All requests near a line where a look-up of any of them would see the same lines, else those of the line.
    private func parts(around seed: Sighting, in held: HeldLines) throws -> [(part: Part, kind: RequestRow.Kind)] {
        let closure = try IdentifierClosure(from: [seed], foundBy: [], in: held)
        let parts = Parting(closure.records).allParts()
        return closure.isWhole ? parts : parts.filter { $0.part.records.contains { $0.places.contains(seed.place) } }
    }

    private func request(of part: Part, _ kind: RequestRow.Kind) -> MadeRequest {
        var evidence = EvidenceList()
        let facts = RouteFacts(part)
        let route = maker.route(of: facts, &evidence).route
        var made = MadeRequest(
            row: RequestRow(kind, of: facts, as: route), days: Set(part.records.compactMap(\.sighting.filed).map { Day($0) }),
            personal: personalTexts(part.records))
        if made.row.clauses.contains(where: { $0.cause?.isOfLedger ?? false }), let span = facts.span {
            made.asked = AskedLedger(span: span, answers: maker.ledger.answers(around: span))
        }
        return made
    }
}

/// By time, then by place: the answer does not depend on the order in which lines were loaded.
private func isBefore(_ left: Sighting, _ right: Sighting) -> Bool {
    func key(_ line: Sighting) -> (Int64, Int64, Int64) {
        (line.filed?.nanoseconds ?? .max, line.place.shard, line.place.line)
    }
    return key(left) < key(right)
}

extension Part {
    /// The same without the records that have a line among these.
    fileprivate func without(_ owned: Set<StoredLine>) -> Part {
        var part = self
        part.records = records.filter { record in !record.places.contains { owned.contains($0.storedLine) } }
        return part
    }
}
