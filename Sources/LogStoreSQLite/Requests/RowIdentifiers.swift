import LogRecords

/// Reads of a segment's rows what tells which of them hang together.
struct RowIdentifiers {
    private let day: Day?
    private let rows: SegmentStatement
    private let columns: [FieldKind]
    private let isUndated: Bool
    private let path: String

    /// A row, while it is read.
    struct Row {
        var number: UInt32
        var shard: Int64
        var line: Int64
        var isOfDay: Bool
        fileprivate let statement: SegmentStatement
        fileprivate let columns: [FieldKind]

        /// Gives the row's identifiers.
        func each(_ take: (CanonicalIdentifier) -> Void) {
            for (offset, kind) in columns.enumerated() {
                let column = RowIdentifiers.firstIdentifier + Int32(truncatingIfNeeded: offset)
                if kind == .id64 {
                    statement.integer(column).map { take(.bits64(UInt64(bitPattern: $0))) }
                } else if let bytes = statement.bytes(column) {
                    take(statement.isBlob(column) ? .bits128(ID128(bytes)) : CanonicalIdentifier(bytes))
                }
            }
        }
    }

    /// Behind row, shard, line, started and ended.
    private static let firstIdentifier: Int32 = 5

    init(of day: Day?, by kinds: Set<IdentifierKind>, in segment: SegmentReader) throws(StoreError) {
        (self.day, path) = (day, segment.path + ".sqlite")
        let fields = RecordFields.all.filter { $0.home == .sighting && $0.identifier.map(kinds.contains) ?? false }
        columns = fields.map(\.kind)
        let names = ["row", "shard", "line", "started", "ended"] + fields.map(\.column)
        rows = try segment.prepare(
            """
            SELECT \(names.joined(separator: ", ")) FROM sighting
            WHERE coalesce(started, ended) BETWEEN ?1 AND ?2 OR ?3
            """)
        // What lies among undated rows is looked at whatever time it claims.
        let range = segment.listed.day == nil ? nil : day.map(ConnectedLines.range)
        rows.bind(1, range?.from.nanoseconds)
        rows.bind(2, range?.to.nanoseconds)
        rows.bind(3, range == nil ? 1 : 0)
        isUndated = segment.listed.day == nil
    }

    func each(_ take: (Row) throws -> Void) throws {
        defer { rows.reset() }
        while try rows.step() {
            guard let number = rows.integer(0).flatMap(UInt32.init(exactly:)) else {
                throw StoreError.damaged(file: path, what: "a row has a number that no writer gives")
            }
            let filed = (rows.integer(3) ?? rows.integer(4)).map(Instant.init(nanoseconds:))
            let isOfDay = day == nil ? isUndated : filed.map { Day($0) == day } ?? false
            try take(
                Row(
                    number: number, shard: rows.integer(1) ?? 0, line: rows.integer(2) ?? 0, isOfDay: isOfDay, statement: rows,
                    columns: columns))
        }
    }
}
