import LogRecords

/// Puts rows of batches into a segment: each becomes bytes of its table's pages, numbers for its terms, origin and
/// caller, and words of the `.ids` file, in one pass over its cells.
///
/// Some 0.6 µs a row with an attempt and all identifiers, of which the identifiers are half.
final class SegmentContent<Writer: SegmentWriter> {
    let hash: IdentifierHash
    private(set) var shards: [Int64: SealedSegment.ShardPart] = [:]
    private(set) var filedFrom = Int64.max
    private(set) var filedTo = Int64.min

    private let writer: Writer
    private let sightings: Writer.Table
    private let attempts: Writer.Table
    /// The tables `term` and those that many records share, which grow with what the rows name.
    private let named: [(name: String, table: Writer.Table)]
    private let terms: TermNumbers
    private let shared: [SharedRows]
    private let ids: PartitionedWords
    private let instances: PartitionedWords
    private let records: PartitionedWords

    /// The hashes of the row at hand, behind their count, so that an identifier that stands in two fields gives one
    /// word.
    private let rowHashes: UnsafeMutablePointer<UInt64>
    private let rowHashCount: UnsafeMutablePointer<Int>

    /// The numbers of the row at hand in the tables of `shared`.
    private let sharedNumbers: UnsafeMutablePointer<UInt32>

    private let filing = FiledCells()
    private let numberIdentifiers = SegmentContent<Writer>.identifiers(of: .id64)
    private let wideIdentifiers = SegmentContent<Writer>.identifiers(of: .id128)
    private let textIdentifiers = SegmentContent<Writer>.identifiers(of: .text)
    private let customerInstance = CellPlace(RecordField.customerInstance)
    private let user = CellPlace(RecordField.user)
    private let session = CellPlace(RecordField.session)
    private let vantage = CellPlace(RecordField.vantage)
    private let recordID = CellPlace(RecordField.recordID)
    private let providerRequestID = CellPlace(AttemptField.providerRequestID)
    private let providerRay = CellPlace(AttemptField.providerRay)

    private let sightingPlan: ColumnPlan
    private let attemptPlan: ColumnPlan

    private static func identifiers(of kind: FieldKind) -> [CellPlace] {
        RecordFields.all.filter { $0.identifier != nil && $0.kind == kind }.map { CellPlace($0.name) }
    }

    init(hash: IdentifierHash, in layout: SegmentLayout, into writer: Writer, folder: StoreFolder) throws(StoreError) {
        self.hash = hash
        self.writer = writer
        sightings = try writer.table("sighting")
        attempts = try writer.table("attempt")
        let term = try writer.table("term")
        terms = TermNumbers(into: term)
        var shared: [SharedRows] = []
        var named = [("term", term)]
        for home in layout.fields.shared {
            let table = try writer.table(home.rawValue)
            shared.append(try SharedRows(home, of: layout, into: table))
            named.append((home.rawValue, table))
        }
        (self.shared, self.named) = (shared, named)
        sharedNumbers = .allocate(capacity: shared.count)
        sharedNumbers.initialize(repeating: 0, count: shared.count)
        sightingPlan = try ColumnPlan(layout.columns(.sighting), of: .sighting, in: layout.fields)
        attemptPlan = try ColumnPlan(layout.columns(.attempt), of: .attempt, in: layout.fields)
        ids = PartitionedWords(spillingTo: folder.path)
        instances = PartitionedWords(spillingTo: folder.path)
        records = PartitionedWords(spillingTo: folder.path)
        rowHashes = .allocate(capacity: IdentifierKind.allCases.count + 2 * RecordBatch.mostAttempts)
        rowHashCount = .allocate(capacity: 1)
        rowHashCount.initialize(to: 0)
    }

    deinit {
        rowHashes.deallocate()
        rowHashCount.deallocate()
        sharedNumbers.deallocate()
    }

    func words(of section: IdentifierFile.Section) -> PartitionedWords {
        switch section {
        case .ids: ids
        case .instances: instances
        case .records: records
        }
    }

    /// Adds these rows of the batch, the first as `firstRow`. They are ascending, and so are the attempts of a batch,
    /// so both are walked once.
    func add(_ batch: RecordBatch, picked rows: [Int32], firstRow: Int) throws(StoreError) {
        terms.select(batch.terms)
        var attempt = 0
        var shard = ShardCount()
        for (index, number) in rows.enumerated() {
            let row = batch.row(Int(number))
            let segmentRow = firstRow &+ index
            if !shard.takes(row.cells, filing) {
                note(shard)
                shard = ShardCount(first: row.cells, filing)
            }
            rowHashCount.pointee = 0
            addIdentifiers(of: row, in: batch)
            while attempt < batch.attemptCount, batch.attempt(attempt).record < Int(number) { attempt &+= 1 }
            do throws(StoreError) {
                try addSighting(row, of: batch, segmentRow: segmentRow)
                attempt = try addAttempts(from: attempt, of: Int(number), segmentRow: segmentRow, in: batch)
            } catch { throw error.at(filing.shard.value(in: row.cells), line: filing.line.value(in: row.cells)) }
            for hash in 0..<rowHashCount.pointee { try ids.add(IdentifierHash.word(rowHashes[hash], row: segmentRow)) }
            try addOthers(of: row, segmentRow: segmentRow, in: batch)
        }
        note(shard)
    }

    /// Writes what remains of all tables. SQLite may have the file back after that.
    func finish() throws(StoreError) {
        for (_, table) in tables { try table.finish() }
        try writer.finish()
    }

    private var tables: [(name: String, table: Writer.Table)] { [("sighting", sightings), ("attempt", attempts)] + named }

    var keys: SegmentFilling.Keys { tables.map { ($0.name, $0.table.keys) } }

    /// The seals of all pages, once SQLite has closed the file.
    func allSeals() throws(StoreError) -> [UInt64] { try writer.allSeals() }

    private func addSighting(_ row: RecordRow, of batch: RecordBatch, segmentRow: Int) throws(StoreError) {
        for place in 0..<shared.count { sharedNumbers[place] = try shared[place].number(of: row.cells, terms) }
        var bytes = sightings.beginRow()
        try fill(&bytes, from: row.cells, sightingPlan.columns, batch)
        try sightings.append(Int64(segmentRow), bytes)
    }

    @inline(__always)
    private func fill(
        _ bytes: inout Writer.Table.Row, from cells: UnsafeMutablePointer<Int64>,
        _ columns: UnsafeMutableBufferPointer<ColumnPlan.Column>, _ batch: RecordBatch
    ) throws(StoreError) {
        for column in columns {
            switch column.kind {
            // The key of a table stands before the row, and NULL in it.
            case .key: bytes.addNull()
            case .shared:
                let number = sharedNumbers[column.index]
                if number == 0 { bytes.addNull() } else { bytes.add(Int64(number)) }
            case _ where cells[column.word] & column.mask == 0: bytes.addNull()
            case .cell: bytes.add(cells[column.index])
            case .term: bytes.add(Int64(try terms.number(of: cells[column.index])))
            case .wide: bytes.add(high: UInt64(bitPattern: cells[column.index]), low: UInt64(bitPattern: cells[column.low]))
            case .text: bytes.add(text: batch.text(cells[column.index]))
            case .identifier:
                let text = batch.text(cells[column.index])
                if let id = plainUUID(text) { bytes.add(high: id.high, low: id.low) } else { bytes.add(text: text) }
            }
        }
    }

    /// Rows of one shard that follow each other, as they nearly always do.
    private struct ShardCount {
        var shard: Int64 = 0
        var rows: Int64 = 0
        var firstLine = Int64.max
        var filedFrom = Int64.max
        var filedTo = Int64.min

        init() {}

        init(first cells: UnsafeMutablePointer<Int64>, _ filing: FiledCells) {
            shard = filing.shard.value(in: cells) ?? 0
            _ = takes(cells, filing)
        }

        /// Counts a row; `false` if it is of another shard.
        @inline(__always)
        mutating func takes(_ cells: UnsafeMutablePointer<Int64>, _ filing: FiledCells) -> Bool {
            guard filing.shard.value(in: cells) ?? 0 == shard else { return false }
            rows &+= 1
            firstLine = min(firstLine, filing.line.value(in: cells) ?? 0)
            let filed = filing.filed(cells) ?? 0
            filedFrom = min(filedFrom, filed)
            filedTo = max(filedTo, filed)
            return true
        }
    }

    private func note(_ count: ShardCount) {
        guard count.rows > 0 else { return }
        var part = shards[count.shard] ?? SealedSegment.ShardPart(rows: 0, firstLine: count.firstLine)
        part.rows += count.rows
        part.firstLine = min(part.firstLine, count.firstLine)
        shards[count.shard] = part
        filedFrom = min(filedFrom, count.filedFrom)
        filedTo = max(filedTo, count.filedTo)
    }

    private func addIdentifiers(of row: RecordRow, in batch: RecordBatch) {
        for place in numberIdentifiers {
            if let word = place.value(in: row.cells) { note(hash.hash(UInt64(bitPattern: word))) }
        }
        // Whoever is given no id makes one, and calls it both a request's and a correlation's.
        var last = UnsafeRawBufferPointer(start: nil, count: 0)
        for place in textIdentifiers {
            guard let cell = place.value(in: row.cells) else { continue }
            let text = batch.text(cell)
            if !equalBytes(text, last) { note(hash.hash(canonical: text)) }
            last = text
        }
        for place in wideIdentifiers {
            if let id = place.id128(in: row.cells) { note(hash.hash(id)) }
        }
    }

    private func note(_ hash: UInt64) {
        let count = rowHashCount.pointee
        for other in 0..<count where rowHashes[other] == hash { return }
        rowHashes[count] = hash
        rowHashCount.pointee = count &+ 1
    }

    /// Takes the attempts of a row, and gives the index of the first that is not its.
    private func addAttempts(
        from first: Int, of record: Int, segmentRow: Int, in batch: RecordBatch
    ) throws(StoreError) -> Int {
        var next = first
        while next < batch.attemptCount, batch.attempt(next).record == record {
            let attempt = batch.attempt(next)
            let ordinal = next - first
            next += 1
            guard ordinal < RecordBatch.mostAttempts else { continue }
            if let text = providerRequestID.value(in: attempt.cells) { note(hash.hash(canonical: batch.text(text))) }
            if let ray = providerRay.value(in: attempt.cells) { note(hash.hash(UInt64(bitPattern: ray))) }
            var bytes = attempts.beginRow()
            try fill(&bytes, from: attempt.cells, attemptPlan.columns, batch)
            try attempts.append(Int64(segmentRow) << 4 | Int64(ordinal), bytes)
        }
        return next
    }

    private func addOthers(of row: RecordRow, segmentRow: Int, in batch: RecordBatch) throws(StoreError) {
        if let instance = customerInstance.value(in: row.cells) {
            let bytes = batch.terms.bytes(of: UInt32(truncatingIfNeeded: instance))
            let second = IdentifierHash.secondOfDay(filing.filed(row.cells) ?? 0)
            try instances.add(IdentifierHash.instanceWord(hash.hash(bytes), second: second, row: segmentRow))
        }
        if let user = user.value(in: row.cells), vantage.value(in: row.cells) == Int64(Vantage.monolith.rawValue) {
            let bytes = batch.terms.bytes(of: UInt32(truncatingIfNeeded: user))
            let second = IdentifierHash.userSecond(IdentifierHash.secondOfDay(filing.filed(row.cells) ?? 0))
            try instances.add(IdentifierHash.instanceWord(hash.hash(bytes), second: second, row: segmentRow))
        }
        if let session = session.value(in: row.cells) {
            let second = IdentifierHash.sessionSecond(IdentifierHash.secondOfDay(filing.filed(row.cells) ?? 0))
            try instances.add(IdentifierHash.instanceWord(hash.hash(batch.text(session)), second: second, row: segmentRow))
        }
        if let record = recordID.value(in: row.cells) {
            try records.add(IdentifierHash.word(UInt64(bitPattern: record), row: segmentRow))
        }
    }
}
