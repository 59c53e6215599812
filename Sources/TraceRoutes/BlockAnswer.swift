import LogRecords

/// The answer to ids that were told together, and what it is about.
struct BlockAnswer {
    let candidates: [Candidate]
    let answer: Answer
    /// The ids that led to it, by their numbers in the paste; none where nothing was found.
    var ids: Set<Int> = []
    /// The lines of its requests.
    var places: Set<LinePlace> = []
}

/// The readings of ids that were told together, with what lines say of them.
struct MatchedReadings {
    private(set) var readings: [Reading]
    /// The ids that lines carry, by their numbers in the paste.
    private(set) var ids: Set<Int> = []
    private(set) var notes: [Note] = []

    /// Looks up which ids these records carry, and in which fields. The readings that expect their id there are those
    /// that matched; where none does, the first.
    init(_ candidates: [Candidate], in records: [JoinedRecord]) {
        readings = candidates.map(\.reading)
        let found = candidates.map { candidate in
            records.reduce(into: Set<IdentifierKind>()) { fields, record in
                for (kind, key) in record.keys where candidate.keys.contains(key) || candidate.lastKeys.contains(key) {
                    fields.insert(kind)
                }
            }
        }
        for (id, indices) in Dictionary(grouping: candidates.indices.filter { !found[$0].isEmpty }, by: { candidates[$0].id }) {
            ids.insert(id)
            let expected = indices.filter { !found[$0].isDisjoint(with: candidates[$0].home) }
            for index in expected.isEmpty ? Array(indices.prefix(1)) : expected {
                readings[index].matched = true
                readings[index].fields = IdentifierKind.allCases.filter(found[index].contains)
            }
            if expected.isEmpty, let first = indices.first {
                notes.append(.idInField(value: readings[first].value, readings[first].fields))
            }
        }
    }
}
