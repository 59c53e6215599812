import LogRecords

/// Puts rows of batches into a segment: each becomes bytes of its table's pages, numbers for its terms, origin and caller, and words of
/// the `.ids` file, in one pass over its cells.
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
    /// The tables `term`, `origin` and `caller`, which grow with what the rows name.
    private let named: [(name: String, table: Writer.Table)]
    private let terms: TermNumbers
    private let origins: TupleNumbers
    private let callers: TupleNumbers
    private let ids: PartitionedWords
    private let instances: PartitionedWords
    private let records: PartitionedWords

    /// The hashes of the row at hand, behind their count, so that an identifier that stands in two fields gives one word.
    private let rowHashes: UnsafeMutablePointer<UInt64>
    private let rowHashCount: UnsafeMutablePointer<Int>

    private let filing = FiledCells()
    private let rays = [FieldCell(RecordField.ray), FieldCell(.parentRay), FieldCell(.spanID)]
    private let texts = [FieldCell(RecordField.requestID), FieldCell(.clientRequestID), FieldCell(.correlationID)]
    private let traceID = FieldCell(RecordField.traceID)
    private let customerInstance = FieldCell(RecordField.customerInstance)
    private let user = FieldCell(RecordField.user)
    private let vantage = FieldCell(RecordField.vantage)
    private let recordID = FieldCell(RecordField.recordID)
    private let providerRequestID = FieldCell(AttemptField.providerRequestID)
    private let providerRay = FieldCell(AttemptField.providerRay)

    private let sightingPlan = ColumnPlan(SegmentColumns.sighting)
    private let attemptPlan = ColumnPlan(SegmentColumns.attempt)
    private let originTerms = SegmentContent<Writer>.cells(SegmentColumns.originTerms)
    private let callerTerms = SegmentContent<Writer>.cells(SegmentColumns.callerTerms)
    private let callerMask = SegmentColumns.callerTerms.reduce(Int64(0)) { $0 | 1 << Int64($1.rawValue) }

    init(hash: IdentifierHash, into writer: Writer, folder: StoreFolder) throws(StoreError) {
        self.hash = hash
        self.writer = writer
        sightings = try writer.table("sighting")
        attempts = try writer.table("attempt")
        let (term, origin, caller) = (try writer.table("term"), try writer.table("origin"), try writer.table("caller"))
        named = [("term", term), ("origin", origin), ("caller", caller)]
        terms = TermNumbers(into: term)
        origins = TupleNumbers(into: origin, columns: 1 + SegmentColumns.originTerms.count)
        callers = TupleNumbers(into: caller, columns: SegmentColumns.callerTerms.count)
        ids = PartitionedWords(spillingTo: folder.path)
        instances = PartitionedWords(spillingTo: folder.path)
        records = PartitionedWords(spillingTo: folder.path)
        rowHashes = .allocate(capacity: 8 + 2 * RecordBatch.mostAttempts)
        rowHashCount = .allocate(capacity: 1)
        rowHashCount.initialize(to: 0)
    }

    deinit {
        rowHashes.deallocate()
        rowHashCount.deallocate()
        originTerms.deallocate()
        callerTerms.deallocate()
    }

    func words(of section: IdentifierFile.Section) -> PartitionedWords {
        switch section {
        case .ids: ids
        case .instances: instances
        case .records: records
        }
    }

    /// Adds these rows of the batch, the first as `firstRow`. They are ascending, and so are the attempts of a batch, so both are walked once.
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
        let (origin, caller) = (try origin(of: row), try caller(of: row))
        var bytes = sightings.beginRow()
        try fill(&bytes, from: row.cells, sightingPlan.columns, batch, origin: origin, caller: caller)
        try sightings.append(Int64(segmentRow), bytes)
    }

    @inline(__always)
    private func fill(
        _ bytes: inout Writer.Table.Row, from cells: UnsafeMutablePointer<Int64>,
        _ columns: UnsafeMutableBufferPointer<ColumnPlan.Column>,
        _ batch: RecordBatch, origin: UInt32 = 0, caller: UInt32 = 0
    ) throws(StoreError) {
        let presence = cells[0]
        for column in columns {
            switch column.kind {
            // The key of a table stands before the row, and NULL in it.
            case .row: bytes.addNull()
            case .origin: bytes.add(Int64(origin))
            case .caller: if caller == 0 { bytes.addNull() } else { bytes.add(Int64(caller)) }
            case _ where presence & column.mask == 0: bytes.addNull()
            case .cell: bytes.add(cells[column.index])
            case .term: bytes.add(Int64(try terms.number(of: cells[column.index])))
            case .wide: bytes.add(high: UInt64(bitPattern: cells[column.index]), low: UInt64(bitPattern: cells[column.index + 1]))
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

    /// The columns of a tuple: `ColumnPlan` without what has no cell.
    private static func cells(_ fields: [RecordField]) -> UnsafeMutableBufferPointer<ColumnPlan.Column> {
        let kept = UnsafeMutableBufferPointer<ColumnPlan.Column>.allocate(capacity: fields.count)
        _ = kept.initialize(
            from: fields.map { .init(kind: .term, mask: 1 << Int64($0.rawValue), index: RecordLayout.cell($0)) })
        return kept
    }

    private func origin(of row: RecordRow) throws(StoreError) -> UInt32 {
        origins.key[0] = UInt32(truncatingIfNeeded: vantage.value(in: row.cells) ?? 0)
        var column = 1
        for term in 0..<originTerms.count {
            let cell = originTerms[term]
            origins.key[column] = row.cells[0] & cell.mask != 0 ? try terms.number(of: row.cells[cell.index]) : 0
            column &+= 1
        }
        return try origins.number()
    }

    private func caller(of row: RecordRow) throws(StoreError) -> UInt32 {
        guard row.cells[0] & callerMask != 0 else { return 0 }
        for column in 0..<callerTerms.count {
            let cell = callerTerms[column]
            callers.key[column] = row.cells[0] & cell.mask != 0 ? try terms.number(of: row.cells[cell.index]) : 0
        }
        return try callers.number()
    }

    private func addIdentifiers(of row: RecordRow, in batch: RecordBatch) {
        for cell in rays {
            if let word = cell.value(in: row.cells) { note(hash.hash(UInt64(bitPattern: word))) }
        }
        for cell in texts {
            if let text = cell.value(in: row.cells) { note(hash.hash(canonical: batch.text(text))) }
        }
        if let trace = traceID.id128(in: row.cells) { note(hash.hash(trace)) }
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
        if let record = recordID.value(in: row.cells) {
            try records.add(IdentifierHash.word(UInt64(bitPattern: record), row: segmentRow))
        }
    }
}
