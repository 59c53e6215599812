import LogRecords

/// An answer under way: what was asked, and which lines it is about.
struct Asking {
    let candidates: [Candidate]
    var answer: Answer
    /// The ids that led to it, by their numbers in the paste.
    var ids: Set<Int> = []
    /// The lines of its requests.
    var places: Set<LinePlace> = []

    /// Notes which ids these records carry, and in which fields. The readings that expect their id there are those that matched; where
    /// none does, the first.
    mutating func match(_ records: [JoinedRecord]) {
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
                answer.asked.readings[index].matched = true
                answer.asked.readings[index].fields = IdentifierKind.allCases.filter(found[index].contains)
            }
            if expected.isEmpty, let first = indices.first {
                let reading = answer.asked.readings[first]
                answer.notes.append(.idInField(value: reading.value, reading.fields))
            }
        }
    }
}
