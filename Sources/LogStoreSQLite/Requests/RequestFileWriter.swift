import Glibc
import LogRecords

/// Builds one file of requests under its hidden name.
final class RequestFileWriter {
    let name: String
    let day: Day?
    private(set) var rows: Int64 = 0
    private(set) var lines: Int64 = 0
    /// Lines of other days, with the row that each is in.
    private(set) var strays: [(place: Int64, row: Int64)] = []
    private let path: String
    private let connection: SegmentConnection
    private let requests: SegmentStatement
    private let ownLines: SegmentStatement
    private let attempts: SegmentStatement
    private let terms: SharedTerms
    private let verdicts: SharedTuples
    private let callers: SharedTuples

    init(_ name: String, of day: Day?, in folder: RequestFolder) throws(StoreError) {
        (self.name, self.day, path) = (name, day, folder.hidden(name))
        connection = try SegmentConnection(creating: path)
        try connection.run("PRAGMA application_id = \(SchemaVersion.requestApplication)")
        try connection.run("PRAGMA user_version = \(SchemaVersion.requests)")
        let schema = SchemaVersion.requestSteps.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        try connection.run("BEGIN; " + schema)
        requests = try connection.prepare(RequestTables.insert(into: "request", key: "row", RequestTables.requestColumns))
        ownLines = try connection.prepare("INSERT INTO line (place, request) VALUES (?1, ?2)")
        attempts = try connection.prepare(RequestTables.insert(into: "attempt", key: "id", RequestTables.attempt.map(\.column)))
        terms = SharedTerms(try connection.prepare("INSERT INTO term (number, text) VALUES (?1, ?2)"))
        verdicts = SharedTuples(try connection.prepare(RequestTables.insert(into: .verdict)))
        callers = SharedTuples(try connection.prepare(RequestTables.insert(into: .caller)))
    }

    func add(_ request: StoredRequest, strays: [StoredLine]) throws(StoreError) {
        rows += 1
        let row = request.row
        requests.bind(1, rows)
        for (place, field) in RequestTables.request.enumerated() {
            try bind(field.value(row), field.kind, requests, 2 + Int32(place))
        }
        let others = 2 + Int32(RequestTables.request.count)
        requests.bind(others, try number(of: row, RequestTables.verdict, verdicts))
        requests.bind(others + 1, try number(of: row, RequestTables.caller, callers))
        let made = row.attempts.prefix(Int(RequestTables.mostAttempts))
        requests.bind(others + 2, Int64(made.count))
        requests.bind(others + 3, blob: PackedLines.pack(row.lines))
        let ids = PackedIdentifiers.pack(row.ids)
        requests.bind(others + 4, blob: ids.isEmpty ? nil : ids)
        requests.bind(others + 5, request.asked?.span.from.nanoseconds)
        requests.bind(others + 6, request.asked?.span.to.nanoseconds)
        requests.bind(others + 7, request.asked?.answers)
        try requests.run()
        for line in row.lines { try add(line) }
        self.strays += try strays.map { (line) throws(StoreError) in (try place(of: line), rows) }
        for (place, attempt) in made.enumerated() { try add(attempt, Int64(place)) }
    }

    private func add(_ line: StoredLine) throws(StoreError) {
        ownLines.bind(1, try place(of: line))
        ownLines.bind(2, rows)
        try ownLines.run()
        lines += 1
    }

    private func place(of line: StoredLine) throws(StoreError) -> Int64 {
        guard let place = RequestTables.place(of: line) else { throw StoreError.tooManyRows(file: path) }
        return place
    }

    private func add(_ attempt: Attempt, _ place: Int64) throws(StoreError) {
        attempts.bind(1, rows * RequestTables.mostAttempts + place)
        for (column, field) in RequestTables.attempt.enumerated() {
            let value = withUnsafePointer(to: attempt) { field.property.value(in: $0) }
            try bind(value, field.kind, attempts, 2 + Int32(column))
        }
        try attempts.run()
    }

    private func bind(_ value: FieldValue?, _ kind: FieldKind, _ statement: SegmentStatement, _ column: Int32) throws(StoreError) {
        switch value {
        case nil: statement.bind(column, nil)
        case .number(let number): statement.bind(column, number)
        case .id128(let id): statement.bind(column, blob: id.bytes)
        case .text(let text):
            if kind == .term { statement.bind(column, try terms.number(of: text)) } else { statement.bind(column, text: text) }
        }
    }

    /// The number of the row of a shared table that says what this request says.
    private func number(of row: RequestRow, _ fields: [RequestField], _ tuples: SharedTuples) throws(StoreError) -> Int64? {
        var key: [Int64?] = []
        for field in fields {
            switch field.value(row) {
            case .number(let number): key.append(number)
            case .text(let text): key.append(try terms.number(of: text))
            case .id128, nil: key.append(nil)
            }
        }
        return key.allSatisfy { $0 == nil } ? nil : try tuples.number(of: key)
    }

    /// Ends the file, durably, and gives its size and the seals of its pages.
    func seal() throws(StoreError) -> (bytes: Int, seals: [UInt64]) {
        try connection.run("COMMIT")
        let file = try OpenFile(path, O_RDWR)
        try file.sync()
        return (file.size, try PageSeals.seals(ofFile: path))
    }

    func discard() { unlink(path) }
}

/// Numbers of texts in `term`. When it is full all are forgotten: a text may have several.
private final class SharedTerms {
    private static let most = 200_000
    private let insert: SegmentStatement
    private var numbers: [String: Int64] = [:]
    private var count: Int64 = 0

    init(_ insert: SegmentStatement) { self.insert = insert }

    func number(of text: String) throws(StoreError) -> Int64 {
        if let known = numbers[text] { return known }
        if numbers.count >= SharedTerms.most { numbers = [:] }
        count += 1
        insert.bind(1, count)
        insert.bind(2, text: text)
        try insert.run()
        numbers[text] = count
        return count
    }
}

/// Numbers of rows that many requests share. When it is full all are forgotten: a row may be there several times.
private final class SharedTuples {
    private static let most = 100_000
    private let insert: SegmentStatement
    private var numbers: [[Int64?]: Int64] = [:]
    private var count: Int64 = 0

    init(_ insert: SegmentStatement) { self.insert = insert }

    func number(of values: [Int64?]) throws(StoreError) -> Int64 {
        if let known = numbers[values] { return known }
        if numbers.count >= SharedTuples.most { numbers = [:] }
        count += 1
        insert.bind(1, count)
        for (place, value) in values.enumerated() { insert.bind(2 + Int32(place), value) }
        try insert.run()
        numbers[values] = count
        return count
    }
}
