package import LogRecords

/// Makes the requests of lines by what answers a look-up: of any of a request's ids `trace route` says the same.
package struct RequestMaker {
    private let maker: RouteMaker

    /// Reads the whole ledger of a store, which says why a line that should be there is not.
    package init<Store: RecordReader>(of store: Store) throws {
        let tracer = Tracer(store: store)
        maker = RouteMaker(ledger: tracer.readable(try tracer.ledger()), body: nil)
    }

    /// The requests of these lines, among which is every line that shares an identifier with any of them: each line is in exactly one row.
    package func requests(of lines: [Sighting]) -> [RequestRow] {
        let held = HeldLines(lines)
        var rows: [RequestRow] = []
        var owned: Set<LinePlace> = []
        for seed in lines.sorted(by: isBefore) where !owned.contains(seed.place) {
            let made = parts(around: seed, in: held)
            for (part, kind) in made {
                let left = part.without(owned)
                guard !left.records.isEmpty else { continue }
                rows.append(row(of: left, kind))
                owned.formUnion(left.records.flatMap(\.places))
            }
        }
        return rows
    }

    /// All requests near a line where a look-up of any of them would see the same lines, else those of the line.
    private func parts(around seed: Sighting, in held: HeldLines) -> [(part: Part, kind: RequestRow.Kind)] {
        // Lines in memory are always found.
        guard let closure = try? IdentifierClosure(from: [seed], foundBy: [], in: held) else { return [] }
        let parting = Parting(closure.records)
        let parts = parting.allParts()
        guard !closure.isWhole else { return parts }
        let own = parts.filter { $0.part.records.contains { $0.places.contains(seed.place) } }
        return own
    }

    private func row(of part: Part, _ kind: RequestRow.Kind) -> RequestRow {
        var evidence = EvidenceList()
        let route = maker.route(of: part, &evidence).route
        return RequestRow(kind, of: part, as: route)
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
    fileprivate func without(_ owned: Set<LinePlace>) -> Part {
        var part = self
        part.records = records.filter { record in !record.places.contains(where: owned.contains) }
        return part
    }
}
