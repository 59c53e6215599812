import LogRecords

/// The numbered lines of an answer; a line has one number however many statements rest on it.
struct EvidenceList {
    /// Without the names and digests of their shards, which only a store knows.
    private(set) var lines: [EvidenceLine] = []
    private var numbers: [LinePlace: Int] = [:]

    /// The numbers of a record's lines: several where it was delivered more than once.
    mutating func numbers(of record: JoinedRecord) -> [Int] {
        record.places.map { number(of: $0, format: record.sighting.format) }
    }

    /// The numbers of several records' lines, ascending.
    mutating func numbers(of records: [JoinedRecord]) -> [Int] {
        Set(records.flatMap { numbers(of: $0) }).sorted()
    }

    /// As evidence of a statement; `records` must not be empty.
    mutating func evidence(of records: [JoinedRecord]) -> Evidence {
        let all = numbers(of: records)
        precondition(!all.isEmpty, "a statement needs a line")
        return Evidence(all[0], Array(all.dropFirst()))
    }

    /// The paste itself, as evidence.
    mutating func pasted() -> Evidence {
        if let line = lines.first(where: { $0.kind == .pasted }) { return Evidence(line.number) }
        lines.append(EvidenceLine(number: lines.count + 1, kind: .pasted, shard: nil, digest: nil, place: nil, format: nil))
        return Evidence(lines.count)
    }

    /// Numbers a line that no statement rests on.
    mutating func add(_ place: LinePlace, format: String) { _ = number(of: place, format: format) }

    private mutating func number(of place: LinePlace, format: String) -> Int {
        if let number = numbers[place] { return number }
        lines.append(
            EvidenceLine(number: lines.count + 1, kind: .line, shard: nil, digest: nil, place: place, format: format))
        numbers[place] = lines.count
        return lines.count
    }
}
