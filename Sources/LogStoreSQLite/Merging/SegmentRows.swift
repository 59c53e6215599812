import LogRecords

/// Goes through the rows of a segment and copies them into batches, as the reader of a shard would have filled them.
///
/// Some 3 µs a row. Terms, origins and callers are looked up once for each of the batches' term tables.
final class SegmentRows {
    private let path: String
    private let sightings: SegmentStatement
    private let attempts: SegmentStatement
    private let terms: SegmentStatement
    private let origins: SegmentStatement
    private let callers: SegmentStatement

    // What is known under the numbers of `table`.
    private var table: TermTable?
    private var termNumbers: [Int64: UInt32] = [:]
    private var originCells: [Int64: SharedCells] = [:]
    private var callerCells: [Int64: SharedCells] = [:]

    /// Cells that many rows share.
    private struct SharedCells {
        var presence: Int64 = 0
        var cells: [(index: Int, value: Int64)] = []
    }

    init(_ listed: CatalogSegment, in folder: StoreFolder) throws(StoreError) {
        let stem = folder.path + "/" + listed.name
        path = stem + ".sqlite"
        let connection = try SegmentConnection(readingSegment: stem)
        try connection.checkSchema()
        let columns = SegmentColumns.sighting.map(\.name).joined(separator: ", ")
        let attemptColumns = SegmentColumns.attempt.map(\.name).joined(separator: ", ")
        sightings = try connection.prepare("SELECT \(columns) FROM sighting ORDER BY row")
        attempts = try connection.prepare(
            "SELECT \(attemptColumns) FROM attempt WHERE id BETWEEN 16 * ?1 AND 16 * ?1 + 15 ORDER BY id")
        terms = try connection.prepare("SELECT text FROM term WHERE number = ?1")
        origins = try connection.prepare("SELECT * FROM origin WHERE number = ?1")
        callers = try connection.prepare("SELECT * FROM caller WHERE number = ?1")
    }

    /// Moves to the next row that is shown; `false` at the end.
    func advance(to shown: ShownLines) throws(StoreError) -> Bool {
        while try sightings.step() {
            if shown.contain(shard: sightings.integer(1) ?? 0, line: sightings.integer(2) ?? 0) { return true }
        }
        return false
    }

    /// Copies the row into a batch that has room for it; `false`, and nothing is copied, if the batch's table takes no more terms.
    func copy(into batch: RecordBatch) throws(StoreError) -> Bool {
        if table !== batch.terms {
            table = batch.terms
            (termNumbers, originCells, callerCells) = ([:], [:], [:])
        }
        let firstAttempt = batch.attemptCount
        let row = batch.beginRow()
        guard try copy(sightings, SegmentColumns.sighting, to: row.cells, of: batch), try copyAttempts(into: batch) else {
            batch.dropRow(attemptsFrom: firstAttempt)
            return false
        }
        return true
    }

    private func copyAttempts(into batch: RecordBatch) throws(StoreError) -> Bool {
        attempts.bind(1, sightings.integer(0))
        defer { attempts.reset() }
        while try attempts.step() {
            guard try copy(attempts, SegmentColumns.attempt, to: batch.beginAttempt().cells, of: batch) else { return false }
        }
        return true
    }

    /// The way back of `SegmentContent`: columns become cells.
    private func copy(
        _ statement: SegmentStatement, _ columns: [SegmentColumns.Column], to cells: UnsafeMutablePointer<Int64>,
        of batch: RecordBatch
    ) throws(StoreError) -> Bool {
        for (place, column) in columns.enumerated() {
            let place = Int32(place)
            switch column.source {
            case .row: continue
            case .origin:
                guard let shared = try origin(statement.integer(place) ?? 0, batch) else { return false }
                take(shared, into: cells)
            case .caller:
                guard let number = statement.integer(place) else { continue }
                guard let shared = try caller(number, batch) else { return false }
                take(shared, into: cells)
            case .cell(let bit, let index):
                if let value = statement.integer(place) { set(bit, index, value, in: cells) }
            case .term(let bit, let index):
                guard let term = statement.integer(place) else { continue }
                guard let number = try number(ofTerm: term, batch.terms) else { return false }
                set(bit, index, Int64(number), in: cells)
            case .wide(let bit, let index):
                guard let bytes = statement.bytes(place) else { continue }
                let id = ID128(bytes)
                cells[index + 1] = Int64(bitPattern: id.low)
                set(bit, index, Int64(bitPattern: id.high), in: cells)
            case .text(let bit, let index), .identifier(let bit, let index):
                guard let bytes = statement.bytes(place) else { continue }
                guard let cell = statement.isBlob(place) ? keep(ID128(bytes).uuid, batch) : batch.keep(bytes) else {
                    throw StoreError.damaged(file: path, what: "a text is longer than any that was written")
                }
                set(bit, index, cell, in: cells)
            }
        }
        return true
    }

    private func set(_ bit: Int, _ index: Int, _ value: Int64, in cells: UnsafeMutablePointer<Int64>) {
        cells[index] = value
        cells[0] |= 1 << Int64(bit)
    }

    private func take(_ shared: SharedCells, into cells: UnsafeMutablePointer<Int64>) {
        cells[0] |= shared.presence
        for cell in shared.cells { cells[cell.index] = cell.value }
    }

    private func keep(_ text: String, _ batch: RecordBatch) -> Int64? {
        var text = text
        return text.withUTF8 { batch.keep(UnsafeRawBufferPointer($0)) }
    }

    /// The batch's number of one of the segment's terms; `nil` when its table is full.
    private func number(ofTerm term: Int64, _ table: TermTable) throws(StoreError) -> UInt32? {
        if let known = termNumbers[term] { return known }
        terms.bind(1, term)
        defer { terms.reset() }
        guard try terms.step(), let text = terms.bytes(0) else { throw StoreError.damaged(file: path, what: "a term is missing") }
        guard text.count <= TermNumbers.longestText else {
            throw StoreError.damaged(file: path, what: "a term is longer than any that was written")
        }
        let number = table.number(of: text) { [UInt8]($0) }
        termNumbers[term] = number
        return number
    }

    private func origin(_ number: Int64, _ batch: RecordBatch) throws(StoreError) -> SharedCells? {
        if let known = originCells[number] { return known }
        origins.bind(1, number)
        defer { origins.reset() }
        guard try origins.step(), let vantage = origins.integer(1) else {
            throw StoreError.damaged(file: path, what: "an origin is missing")
        }
        guard Vantage(rawValue: Int(truncatingIfNeeded: vantage)) != nil else {
            throw StoreError.damaged(file: path, what: "an origin has no vantage")
        }
        var cells = SharedCells(
            presence: 1 << Int64(RecordField.vantage.rawValue), cells: [(RecordLayout.cell(.vantage), vantage)])
        guard try add(SegmentColumns.originTerms, of: origins, from: 2, to: &cells, batch) else { return nil }
        originCells[number] = cells
        return cells
    }

    private func caller(_ number: Int64, _ batch: RecordBatch) throws(StoreError) -> SharedCells? {
        if let known = callerCells[number] { return known }
        callers.bind(1, number)
        defer { callers.reset() }
        guard try callers.step() else { throw StoreError.damaged(file: path, what: "a caller is missing") }
        var cells = SharedCells()
        guard try add(SegmentColumns.callerTerms, of: callers, from: 1, to: &cells, batch) else { return nil }
        callerCells[number] = cells
        return cells
    }

    private func add(
        _ fields: [RecordField], of statement: SegmentStatement, from first: Int32, to cells: inout SharedCells,
        _ batch: RecordBatch
    ) throws(StoreError) -> Bool {
        for (offset, field) in fields.enumerated() {
            guard let term = statement.integer(first + Int32(offset)) else { continue }
            guard let number = try number(ofTerm: term, batch.terms) else { return false }
            cells.presence |= 1 << Int64(field.rawValue)
            cells.cells.append((RecordLayout.cell(field), Int64(number)))
        }
        return true
    }
}
