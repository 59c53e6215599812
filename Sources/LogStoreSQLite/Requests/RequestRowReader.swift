import LogRecords

/// Reads whole requests of one file.
struct RequestRowReader {
    private let file: RequestFileReader
    private let one: SegmentStatement
    private let all: SegmentStatement
    private let calls: SegmentStatement

    init(_ file: RequestFileReader) throws(StoreError) {
        self.file = file
        let columns = RequestTables.requestColumns.joined(separator: ", ")
        one = try file.connection.prepare("SELECT row, \(columns) FROM request WHERE row = ?1")
        all = try file.connection.prepare("SELECT row, \(columns) FROM request ORDER BY row")
        let attempt = RequestTables.attempt.map(\.column).joined(separator: ", ")
        calls = try file.connection.prepare("SELECT \(attempt) FROM attempt WHERE id BETWEEN ?1 AND ?2 ORDER BY id")
    }

    /// All of them, in their order.
    func each(_ take: (Int64, StoredRequest) throws -> Void) throws {
        defer { all.reset() }
        while try all.step() { try take(all.integer(0) ?? 0, try request(all)) }
    }

    /// One of them; `nil` where there is none.
    func request(_ row: Int64) throws(StoreError) -> StoredRequest? {
        one.bind(1, row)
        defer { one.reset() }
        return try one.step() ? try request(one) : nil
    }

    private func request(_ statement: SegmentStatement) throws(StoreError) -> StoredRequest {
        let others = 1 + Int32(RequestTables.request.count)
        // A row of `verdict` says more than all else, so it is begun with.
        guard let verdict = statement.integer(others) else { throw file.damage("a request without a verdict") }
        var row = try file.shared(.verdict, verdict)
        row.lines = try file.lines(statement, others + 3)
        if let number = statement.integer(others + 1) {
            let caller = try file.shared(.caller, number)
            for field in RequestTables.caller { if let value = field.value(caller) { field.set(value, &row) } }
        }
        for (place, field) in RequestTables.request.enumerated() {
            if let value = try file.value(field.kind, statement, 1 + Int32(place)) { field.set(value, &row) }
        }
        if let ids = statement.bytes(others + 4) {
            guard let unpacked = PackedIdentifiers.unpack(ids) else { throw file.damage("ids that nobody packed") }
            row.ids = unpacked
        }
        if statement.integer(others + 2) ?? 0 > 0 { row.attempts = try attempts(of: statement.integer(0) ?? 0) }
        let span = file.span(statement, others + 5, others + 6)
        let asked = span.flatMap { span in statement.integer(others + 7).map { AskedLedger(span: span, answers: $0) } }
        return StoredRequest(row: row, asked: asked)
    }

    private func attempts(of row: Int64) throws(StoreError) -> [Attempt] {
        let first = row.multipliedReportingOverflow(by: RequestTables.mostAttempts)
        guard !first.overflow, first.partialValue <= .max - RequestTables.mostAttempts else { throw file.damage("a row's number") }
        calls.bind(1, first.partialValue)
        calls.bind(2, first.partialValue + RequestTables.mostAttempts - 1)
        defer { calls.reset() }
        var found: [Attempt] = []
        while try calls.step() {
            var attempt = Attempt(number: 0)
            for (column, field) in RequestTables.attempt.enumerated() {
                if let value = try file.value(field.kind, calls, Int32(column)) { field.property.set(value, in: &attempt) }
            }
            found.append(attempt)
        }
        return found
    }
}
