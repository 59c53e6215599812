import LogRecords

/// A segment's SQLite file while rows are read from it, with what is remembered of the tables that many rows share.
final class OpenedSegment {
    /// A field of a row that many records share.
    typealias SharedValue = (field: Field<RecordField, Sighting>, value: FieldValue)

    let connection: SegmentConnection
    let brief: SegmentStatement
    private let columns: SegmentColumns
    private let sightings: SegmentStatement
    private let attempts: SegmentStatement
    private let terms: SegmentStatement
    private var texts: [Int64: String] = [:]
    private var sharedValues: [FieldHome: [Int64: [SharedValue]]] = [:]

    /// Texts, and rows of each shared table, that are remembered at once.
    private static let mostRemembered = 10_000

    init(_ path: String, sealedBy identifiers: IdentifierFileReader) throws(StoreError) {
        connection = try SegmentConnection(reading: path, sealedBy: identifiers)
        columns = SegmentColumns(version: try connection.checkSchema())
        sightings = try connection.prepare("SELECT \(columns.sightingList) FROM sighting WHERE row = ?1")
        attempts = try connection.prepare(
            "SELECT \(columns.attemptList) FROM attempt WHERE id BETWEEN ?1 * 16 AND ?1 * 16 + 15 ORDER BY id")
        terms = try connection.prepare("SELECT text FROM term WHERE number = ?1")
        brief = try connection.prepare(SegmentReader.Brief.sql)
    }

    /// A row with its attempts.
    func sighting(_ row: Int) throws(StoreError) -> Sighting? {
        sightings.bind(1, Int64(row))
        guard try sightings.step() else { return nil }
        defer { sightings.reset() }
        var sighting = Sighting(vantage: .edge, format: "", place: LinePlace(shard: 0, line: 0, offset: 0, length: 0))
        let own = columns[.sighting]
        for (column, field) in own.enumerated() {
            guard let value = try value(field.kind, sightings, Int32(column)) else { continue }
            field.property.set(value, in: &sighting)
        }
        for (place, home) in columns.shared.enumerated() {
            guard let number = sightings.integer(Int32(own.count + place)) else { continue }
            for part in try shared(home, number) { part.field.property.set(part.value, in: &sighting) }
        }
        sighting.attempts = try attempts(of: row)
        return sighting
    }

    private func attempts(of row: Int) throws(StoreError) -> [Attempt] {
        attempts.bind(1, Int64(row))
        defer { attempts.reset() }
        var found: [Attempt] = []
        while try attempts.step() {
            var attempt = Attempt(number: 0)
            for (column, field) in columns.attempt.enumerated() {
                guard let value = try value(field.kind, attempts, Int32(column)) else { continue }
                field.property.set(value, in: &attempt)
            }
            found.append(attempt)
        }
        return found
    }

    private func value(_ kind: FieldKind, _ statement: SegmentStatement, _ column: Int32) throws(StoreError) -> FieldValue? {
        switch kind {
        case .instant, .duration, .integer, .flag, .id64: return statement.integer(column).map { .number($0) }
        case .id128: return statement.bytes(column).map { .id128(ID128($0)) }
        case .term: return try statement.integer(column).map { (number) throws(StoreError) in .text(try text(number)) }
        case .text:
            guard let bytes = statement.bytes(column) else { return nil }
            return .text(statement.isBlob(column) ? ID128(bytes).uuid : String(decoding: bytes, as: UTF8.self))
        }
    }

    /// A term's text; a row's terms are few, and many rows share them.
    func text(_ number: Int64) throws(StoreError) -> String {
        if let known = texts[number] { return known }
        terms.bind(1, number)
        guard try terms.step() else { throw StoreError.damaged(file: connection.path, what: "a term is missing") }
        let text = terms.text(0) ?? ""
        terms.reset()
        if texts.count > OpenedSegment.mostRemembered { texts = [:] }
        texts[number] = text
        return text
    }

    /// What a row of a shared table says.
    func shared(_ home: FieldHome, _ number: Int64) throws(StoreError) -> [SharedValue] {
        if let known = sharedValues[home]?[number] { return known }
        let statement = try connection.prepare("SELECT \(columns.list(home)) FROM \(home.rawValue) WHERE number = ?1")
        statement.bind(1, number)
        guard try statement.step() else {
            throw StoreError.damaged(file: connection.path, what: "a row of \(home.rawValue) is missing")
        }
        var values: [SharedValue] = []
        for (column, field) in columns[home].enumerated() {
            guard let value = try value(field.kind, statement, Int32(column)) else { continue }
            if field.name == .vantage, Sighting.vantage(value) == nil {
                throw StoreError.damaged(file: connection.path, what: "an origin has no vantage")
            }
            values.append((field, value))
        }
        if (sharedValues[home]?.count ?? 0) > OpenedSegment.mostRemembered { sharedValues[home] = [:] }
        sharedValues[home, default: [:]][number] = values
        return values
    }
}

extension Sighting {
    fileprivate static func vantage(_ value: FieldValue) -> Vantage? {
        guard case .number(let number) = value else { return nil }
        return Vantage(rawValue: Int(truncatingIfNeeded: number))
    }
}
