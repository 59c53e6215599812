import LogRecords

/// Goes through the rows of a segment and copies them into batches, as the reader of a shard would have filled them.
///
/// Some 3 µs a row. Terms, and rows that many records share, are looked up once for each of the batches' term tables.
final class SegmentRows {
    private let path: String
    private let columns: SegmentColumns
    private let sightings: SegmentStatement
    private let attempts: SegmentStatement
    private let terms: SegmentStatement
    private let shared: [(home: FieldHome, rows: SegmentStatement)]
    private let sightingPlaces: [Place]
    private let attemptPlaces: [Place]
    private let sharedPlaces: [[Place]]
    private let key: Int32
    private let shard: Int32
    private let line: Int32

    // What is known under the numbers of `table`.
    private var table: TermTable?
    private var termNumbers: [Int64: UInt32] = [:]
    private var sharedCells: [[Int64: [SharedCell]]]

    /// Where a column's value goes.
    private typealias Place = (kind: FieldKind, cell: CellPlace)
    /// A value that many rows share.
    private typealias SharedCell = (cell: CellPlace, value: Int64)

    init(_ listed: CatalogSegment, in folder: StoreFolder) throws(StoreError) {
        let stem = folder.path + "/" + listed.name
        path = stem + ".sqlite"
        let connection = try SegmentConnection(readingSegment: stem)
        columns = SegmentColumns(version: try connection.checkSchema())
        let columns = columns
        // Behind the columns of the sighting: what they are joined by.
        sightings = try connection.prepare("SELECT \(columns.sightingList), row, shard, line FROM sighting ORDER BY row")
        key = Int32(columns[.sighting].count + columns.shared.count)
        (shard, line) = (key + 1, key + 2)
        attempts = try connection.prepare(
            "SELECT \(columns.attemptList) FROM attempt WHERE id BETWEEN 16 * ?1 AND 16 * ?1 + 15 ORDER BY id")
        terms = try connection.prepare("SELECT text FROM term WHERE number = ?1")
        shared = try columns.shared.map { (home) throws(StoreError) in
            (home, try connection.prepare("SELECT \(columns.list(home)) FROM \(home.rawValue) WHERE number = ?1"))
        }
        sightingPlaces = columns[.sighting].map { ($0.kind, CellPlace($0.name)) }
        attemptPlaces = columns.attempt.map { ($0.kind, CellPlace($0.name)) }
        sharedPlaces = columns.shared.map { columns[$0].map { ($0.kind, CellPlace($0.name)) } }
        sharedCells = columns.shared.map { _ in [:] }
    }

    /// Moves to the next row that is shown; `false` at the end.
    func advance(to shown: ShownLines) throws(StoreError) -> Bool {
        while try sightings.step() {
            if shown.contain(shard: sightings.integer(shard) ?? 0, line: sightings.integer(line) ?? 0) { return true }
        }
        return false
    }

    /// Copies the row into a batch that has room for it; `false`, and nothing is copied, if the batch's table takes no
    /// more terms.
    func copy(into batch: RecordBatch) throws(StoreError) -> Bool {
        if table !== batch.terms {
            table = batch.terms
            termNumbers = [:]
            sharedCells = columns.shared.map { _ in [:] }
        }
        let firstAttempt = batch.attemptCount
        let row = batch.beginRow()
        guard try copy(sightings, sightingPlaces, to: row.cells, of: batch), try copyShared(to: row.cells, batch),
            try copyAttempts(into: batch)
        else {
            batch.dropRow(attemptsFrom: firstAttempt)
            return false
        }
        return true
    }

    private func copyAttempts(into batch: RecordBatch) throws(StoreError) -> Bool {
        attempts.bind(1, sightings.integer(key))
        defer { attempts.reset() }
        while try attempts.step() {
            guard try copy(attempts, attemptPlaces, to: batch.beginAttempt().cells, of: batch) else { return false }
        }
        return true
    }

    /// The way back of `SegmentContent`: columns become cells.
    private func copy(
        _ statement: SegmentStatement, _ places: [Place], to cells: UnsafeMutablePointer<Int64>, of batch: RecordBatch
    ) throws(StoreError) -> Bool {
        for (column, place) in places.enumerated() {
            let column = Int32(column)
            switch place.kind {
            case .instant, .duration, .integer, .flag, .id64:
                if let value = statement.integer(column) { place.cell.set(value, in: cells) }
            case .term:
                guard let term = statement.integer(column) else { continue }
                guard let number = try number(ofTerm: term, batch.terms) else { return false }
                place.cell.set(Int64(number), in: cells)
            case .id128:
                if let bytes = statement.bytes(column) { place.cell.set(ID128(bytes), in: cells) }
            case .text:
                guard let bytes = statement.bytes(column) else { continue }
                guard let cell = statement.isBlob(column) ? keep(ID128(bytes).uuid, batch) : batch.keep(bytes) else {
                    throw StoreError.damaged(file: path, what: "a text is longer than any that was written")
                }
                place.cell.set(cell, in: cells)
            }
        }
        return true
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

    private func copyShared(to cells: UnsafeMutablePointer<Int64>, _ batch: RecordBatch) throws(StoreError) -> Bool {
        for index in shared.indices {
            guard let number = sightings.integer(Int32(columns[.sighting].count + index)) else { continue }
            guard let values = try sharedCells(index, number, batch) else { return false }
            for value in values { value.cell.set(value.value, in: cells) }
        }
        return true
    }

    /// `nil` when the batch's table takes no more terms.
    private func sharedCells(_ index: Int, _ number: Int64, _ batch: RecordBatch) throws(StoreError) -> [SharedCell]? {
        if let known = sharedCells[index][number] { return known }
        let (home, rows) = shared[index]
        rows.bind(1, number)
        defer { rows.reset() }
        guard try rows.step() else { throw StoreError.damaged(file: path, what: "a row of \(home.rawValue) is missing") }
        var cells: [SharedCell] = []
        for (column, place) in sharedPlaces[index].enumerated() {
            guard let value = rows.integer(Int32(column)) else { continue }
            if columns[home][column].name == .vantage, Vantage(rawValue: Int(truncatingIfNeeded: value)) == nil {
                throw StoreError.damaged(file: path, what: "an origin has no vantage")
            }
            if place.kind == .term {
                guard let term = try self.number(ofTerm: value, batch.terms) else { return nil }
                cells.append((place.cell, Int64(term)))
            } else {
                cells.append((place.cell, value))
            }
        }
        sharedCells[index][number] = cells
        return cells
    }
}
