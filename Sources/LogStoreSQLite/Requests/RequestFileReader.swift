import LogRecords

/// Reads one file of requests.
final class RequestFileReader {
    let connection: SegmentConnection
    private let path: String
    private var texts: [Int64: String] = [:]
    private var shared: [RequestField.Home: [RequestRow?]] = [:]
    private lazy var terms = Result { () throws(StoreError) in
        try connection.prepare("SELECT text FROM term WHERE number = ?1")
    }

    /// Texts, and rows of each shared table, that are remembered at once.
    private static let mostRemembered = 50_000

    init(_ path: String, seals: [UInt64]) throws(StoreError) {
        self.path = path
        connection = try SegmentConnection(reading: path, holding: PageSeals(seals), damage: StoreError.damagedRequests)
        try connection.checkRequestsSchema()
    }

    /// The rows that have any of these lines.
    func rows(on lines: Set<StoredLine>) throws(StoreError) -> Set<Int64> {
        let statement = try connection.prepare("SELECT request FROM line WHERE place = ?1")
        var rows: Set<Int64> = []
        for line in lines {
            guard let place = RequestTables.place(of: line) else { continue }
            statement.bind(1, place)
            while try statement.step() { rows.insert(statement.integer(0) ?? 0) }
        }
        return rows
    }

    /// The rows that depend on what the ledger said, with their lines.
    func asked(_ take: (Int64, AskedLedger, [StoredLine]) throws -> Void) throws {
        let statement = try connection.prepare(
            "SELECT row, asked_from, asked_to, ledger_said, lines FROM request WHERE ledger_said IS NOT NULL")
        defer { statement.reset() }
        while try statement.step() {
            guard let span = span(statement, 1, 2) else { continue }
            let asked = AskedLedger(span: span, answers: statement.integer(3) ?? 0)
            try take(statement.integer(0) ?? 0, asked, try lines(statement, 4))
        }
    }

    /// Two columns that are a time, where both are there.
    func span(_ statement: SegmentStatement, _ from: Int32, _ to: Int32) -> TimeRange? {
        guard let from = statement.integer(from), let to = statement.integer(to), from <= to else { return nil }
        return TimeRange(from: Instant(nanoseconds: from), to: Instant(nanoseconds: to))
    }

    /// A column of packed lines.
    func lines(_ statement: SegmentStatement, _ column: Int32) throws(StoreError) -> [StoredLine] {
        guard let lines = statement.bytes(column).flatMap(PackedLines.unpack) else { throw damage("lines that nobody packed") }
        return lines
    }

    /// A field's value in a column; terms are looked up.
    func value(_ kind: FieldKind, _ statement: SegmentStatement, _ column: Int32) throws(StoreError) -> FieldValue? {
        switch kind {
        case .instant, .duration, .integer, .flag, .id64: return statement.integer(column).map(FieldValue.number)
        case .id128: return statement.bytes(column).map { .id128(ID128($0)) }
        case .text: return statement.text(column).map(FieldValue.text)
        case .term: return try statement.integer(column).map { (number) throws(StoreError) in .text(try text(number)) }
        }
    }

    /// All rows of a shared table by their numbers; `nil` for numbers that none has.
    func all(_ home: RequestField.Home) throws(StoreError) -> [RequestRow?] {
        if let known = shared[home] { return known }
        let fields = RequestFields.of(home)
        let columns = (["number"] + fields.map(\.name)).joined(separator: ", ")
        let statement = try connection.prepare("SELECT \(columns) FROM \(home.rawValue) ORDER BY number")
        var rows: [RequestRow?] = []
        while try statement.step() {
            // They are given from 1 on, without a gap.
            let number = statement.integer(0) ?? 0
            if rows.isEmpty { rows.append(nil) }
            guard number == rows.count else { throw damage("a row of \(home.rawValue) is missing") }
            var row = RequestRow(kind: .request, lines: [])
            for (column, field) in fields.enumerated() {
                if let value = try value(field.kind, statement, Int32(column) + 1) { field.set(value, &row) }
            }
            rows.append(row)
        }
        shared[home] = rows
        return rows
    }

    /// The numbers of the texts that are wanted.
    func terms(where isWanted: (String) -> Bool) throws(StoreError) -> Set<Int64> {
        let statement = try connection.prepare("SELECT number, text FROM term")
        var found: Set<Int64> = []
        while try statement.step() {
            if let number = statement.integer(0), let text = statement.text(1), isWanted(text) { found.insert(number) }
        }
        return found
    }

    /// What a number in `term` stands for.
    func text(_ number: Int64) throws(StoreError) -> String {
        if let known = texts[number] { return known }
        let terms = try terms.get()
        terms.bind(1, number)
        guard try terms.step() else { throw damage("a text is missing") }
        let text = terms.text(0) ?? ""
        terms.reset()
        if texts.count >= RequestFileReader.mostRemembered { texts = [:] }
        texts[number] = text
        return text
    }

    /// One row of a shared table.
    func shared(_ home: RequestField.Home, _ number: Int64) throws(StoreError) -> RequestRow {
        let rows = try all(home)
        guard let number = Int(exactly: number), rows.indices.contains(number), let row = rows[number] else {
            throw damage("a row of \(home.rawValue) is missing")
        }
        return row
    }

    func damage(_ what: String) -> StoreError { .damagedRequests(file: path, what: what) }
}
