import LogRecords

/// How the tables of a file of requests are filled and read: the order of columns is that of the field table.
enum RequestTables {
    static let request = RequestFields.of(.request)
    static let verdict = RequestFields.of(.verdict)
    static let caller = RequestFields.of(.caller)
    static let attempt = AttemptFields.all

    /// What a row of `request` has beside its fields.
    static let others = ["verdict", "caller", "attempts", "lines", "ids", "asked_from", "asked_to", "ledger_said"]

    /// A request's row times this, and the place of an attempt, is the attempt's key.
    static let mostAttempts: Int64 = 64

    static let requestColumns = request.map(\.name) + others

    /// A statement that fills a table: the key, then these columns.
    static func insert(into table: String, key: String, _ columns: [String]) -> String {
        let places = (1...columns.count + 1).map { "?\($0)" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(([key] + columns).joined(separator: ", "))) VALUES (\(places))"
    }

    /// The same for a table whose rows requests share.
    static func insert(into shared: RequestField.Home) -> String {
        insert(into: shared.rawValue, key: "number", RequestFields.of(shared).map(\.name))
    }

    /// The key of a line in `line`; `nil` for numbers that no shard has.
    static func place(of line: StoredLine) -> Int64? {
        guard (0..<1 << 31).contains(line.shard), (0..<1 << 32).contains(line.line) else { return nil }
        return line.shard << 32 | line.line
    }

    static func line(at place: Int64) -> StoredLine { StoredLine(shard: place >> 32, line: place & 0xFFFF_FFFF) }
}
