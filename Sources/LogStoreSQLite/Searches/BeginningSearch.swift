import LogRecords

/// Collects the identifiers that begin in a certain way, segment after segment: a pass over all rows, because `.ids`
/// files hold hashes.
///
/// A million rows take 0.3 to 0.5 s, and 0.1 where the range leaves out most of them: times lie at the beginning of a
/// row.
struct BeginningSearch {
    /// Filed from ?1 to ?2; as 64 bits from ?3 to ?4, as 128 from ?5 to ?6, as a text from ?7 to ?8. A bound that is
    /// NULL admits nothing.
    static let rows = """
        SELECT row FROM sighting
        WHERE coalesce(started, ended) BETWEEN ?1 AND ?2 AND (\(tests(RecordFields.all.map { ($0.identifier, $0.kind, $0.column) })))
        """
    static let calls = """
        SELECT id >> 4 FROM attempt WHERE \(tests(AttemptFields.all.map { ($0.identifier, $0.kind, $0.column) }))
        """

    /// One test for each column of an identifier, two where it may be a text or the bytes of a UUID.
    private static func tests(_ columns: [(identifier: IdentifierKind?, kind: FieldKind, name: String)]) -> String {
        columns.filter { $0.identifier != nil }.flatMap { column -> [String] in
            let asBytes = "\(column.name) BETWEEN ?5 AND ?6"
            return switch column.kind {
            case .id64: ["\(column.name) BETWEEN ?3 AND ?4"]
            case .id128: [asBytes]
            case .text: [asBytes, "\(column.name) COLLATE NOCASE BETWEEN ?7 AND ?8"]
            case .instant, .duration, .integer, .flag, .term: []
            }
        }.joined(separator: " OR ")
    }

    private let beginning: IdentifierBeginning
    private let range: TimeRange
    private let limit: Int
    private let visibility: Visibility
    private var known: Set<FoundIdentifier> = []
    private(set) var found: [FoundIdentifier] = []

    init(beginning: IdentifierBeginning, range: TimeRange, limit: Int, visibility: Visibility) {
        (self.beginning, self.range, self.limit, self.visibility) = (beginning, range, limit, visibility)
    }

    mutating func look(in segment: SegmentReader) throws {
        for sql in [BeginningSearch.rows, BeginningSearch.calls] {
            let statement = try segment.prepare(sql)
            bind(statement)
            defer { statement.reset() }
            while found.count < limit, try statement.step() {
                guard let row = statement.integer(0).flatMap({ Int(exactly: $0) }) else { continue }
                try look(at: row, in: segment)
            }
        }
    }

    private mutating func look(at row: Int, in segment: SegmentReader) throws {
        guard let brief = try segment.brief(row), try visibility.shows(shard: brief.shard, line: brief.line),
            let sighting = try segment.sighting(row), sighting.filed.map(range.contains) ?? false
        else { return }
        for (kind, text) in sighting.identifiers where found.count < limit && beginning.admits(text) {
            guard known.insert(FoundIdentifier(kind: kind, text: text, filed: nil)).inserted else { continue }
            found.append(FoundIdentifier(kind: kind, text: text, filed: sighting.filed))
        }
    }

    private func bind(_ statement: SegmentStatement) {
        statement.bind(1, range.from.nanoseconds)
        statement.bind(2, range.to.nanoseconds)
        statement.bind(3, (beginning.bits64?.lowerBound).map(Int64.init(bitPattern:)))
        statement.bind(4, (beginning.bits64?.upperBound).map(Int64.init(bitPattern:)))
        statement.bind(5, blob: beginning.bits128?.lowerBound.bytes)
        statement.bind(6, blob: beginning.bits128?.upperBound.bytes)
        statement.bind(7, text: beginning.text)
        // The greatest of all characters: no text that begins so is beyond it.
        statement.bind(8, text: beginning.text + "\u{10FFFF}")
    }
}
