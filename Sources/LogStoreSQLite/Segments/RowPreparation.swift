import LogRecords

/// Gets rows of a batch ready for their segment: numbers for terms, origins and callers, and the words of the `.ids` file.
///
/// Some 0.4 µs a row with all identifiers; a plain loop over cells.
final class RowPreparation {
    let hash: IdentifierHash
    private(set) var shards: [Int64: SealedSegment.ShardPart] = [:]
    private(set) var filedFrom = Int64.max
    private(set) var filedTo = Int64.min
    private(set) var attemptCount = 0

    private let terms: TermNumbers
    private let origins: TupleNumbers
    private let callers: TupleNumbers
    private let ids: PartitionedWords
    private let instances: PartitionedWords
    private let records: PartitionedWords

    // One entry a picked row, and one a picked attempt.
    private let picked: UnsafeMutablePointer<Int32>
    private let rowNumbers: UnsafeMutablePointer<Int64>
    private let originNumbers: UnsafeMutablePointer<UInt32>
    private let callerNumbers: UnsafeMutablePointer<UInt32>
    private let pickedAttempts: UnsafeMutablePointer<Int32>
    private let attemptNumbers: UnsafeMutablePointer<Int64>
    private var pickedCount = 0

    /// The hashes of the row at hand, so that an identifier that stands in two fields gives one word.
    private let rowHashes: UnsafeMutablePointer<UInt64>
    private var rowHashCount = 0

    init(hash: IdentifierHash, on connection: SegmentConnection, folder: StoreFolder) throws(StoreError) {
        self.hash = hash
        terms = try TermNumbers(on: connection)
        origins = try TupleNumbers(table: "origin", columns: 1 + SegmentColumns.originTerms.count, on: connection)
        callers = try TupleNumbers(table: "caller", columns: SegmentColumns.callerTerms.count, on: connection)
        ids = PartitionedWords(spillingTo: folder.path)
        instances = PartitionedWords(spillingTo: folder.path)
        records = PartitionedWords(spillingTo: folder.path)
        picked = .allocate(capacity: RecordBatch.rowCapacity)
        rowNumbers = .allocate(capacity: RecordBatch.rowCapacity)
        originNumbers = .allocate(capacity: RecordBatch.rowCapacity)
        callerNumbers = .allocate(capacity: RecordBatch.rowCapacity)
        pickedAttempts = .allocate(capacity: RecordBatch.attemptCapacity)
        attemptNumbers = .allocate(capacity: RecordBatch.attemptCapacity)
        rowHashes = .allocate(capacity: 8 + 2 * RecordBatch.mostAttempts)
    }

    deinit {
        picked.deallocate()
        rowNumbers.deallocate()
        originNumbers.deallocate()
        callerNumbers.deallocate()
        pickedAttempts.deallocate()
        attemptNumbers.deallocate()
        rowHashes.deallocate()
    }

    func words(of section: IdentifierFile.Section) -> PartitionedWords {
        switch section {
        case .ids: ids
        case .instances: instances
        case .records: records
        }
    }

    func sightingView(_ batch: RecordBatch) -> BatchView {
        BatchView(
            cells: batch.row(0).cells, width: RecordLayout.width, picked: picked, numbers: rowNumbers, origins: originNumbers,
            callers: callerNumbers, count: pickedCount, columns: nil, terms: terms.numbers, batch: .passUnretained(batch))
    }

    func attemptView(_ batch: RecordBatch) -> BatchView {
        BatchView(
            cells: batch.attempt(0).cells, width: AttemptLayout.width, picked: pickedAttempts, numbers: attemptNumbers,
            origins: originNumbers, callers: callerNumbers, count: attemptCount, columns: nil, terms: terms.numbers,
            batch: .passUnretained(batch))
    }

    /// Fills what the two views show. `rows` are ascending, and so are the attempts of a batch, so both are walked once.
    func prepare(_ batch: RecordBatch, picked rows: [Int32], firstRow: Int) throws(StoreError) {
        terms.select(batch.terms)
        pickedCount = rows.count
        attemptCount = 0
        var attempt = 0
        for (index, number) in rows.enumerated() {
            let row = batch.row(Int(number))
            let segmentRow = firstRow + index
            picked[index] = number
            rowNumbers[index] = Int64(segmentRow)
            originNumbers[index] = try origin(of: row)
            callerNumbers[index] = try caller(of: row)
            for field in RowPreparation.sightingTerms where row.cells[0] & field.mask != 0 {
                _ = try terms.number(of: row.cells[field.index])
            }
            count(row)
            rowHashCount = 0
            addIdentifiers(of: row, in: batch)
            while attempt < batch.attemptCount, batch.attempt(attempt).record < Int(number) { attempt += 1 }
            attempt = try addAttempts(from: attempt, of: Int(number), segmentRow: segmentRow, in: batch)
            for hash in 0..<rowHashCount { try ids.add(IdentifierHash.word(rowHashes[hash], row: segmentRow)) }
            try addOthers(of: row, segmentRow: segmentRow, in: batch)
        }
    }

    /// A term's bit in the presence word, and its cell.
    private struct TermCell {
        var mask: Int64
        var index: Int

        init(_ field: RecordField) {
            mask = 1 << Int64(field.rawValue)
            index = RecordLayout.cell(field)
        }

        init(_ field: AttemptField) {
            mask = 1 << Int64(field.rawValue)
            index = AttemptLayout.cell(field)
        }
    }

    private static let sightingTerms = SegmentColumns.sightingTerms.map(TermCell.init)
    private static let originTerms = SegmentColumns.originTerms.map(TermCell.init)
    private static let callerTerms = SegmentColumns.callerTerms.map(TermCell.init)
    private static let callerMask = callerTerms.reduce(0) { $0 | $1.mask }
    private static let attemptTerms = SegmentColumns.attemptTerms.map(TermCell.init)

    private func origin(of row: RecordRow) throws(StoreError) -> UInt32 {
        origins.key[0] = UInt32(truncatingIfNeeded: row[.vantage] ?? 0)
        var column = 1
        for field in RowPreparation.originTerms {
            origins.key[column] = row.cells[0] & field.mask != 0 ? try terms.number(of: row.cells[field.index]) : 0
            column += 1
        }
        return try origins.number()
    }

    private func caller(of row: RecordRow) throws(StoreError) -> UInt32 {
        guard row.cells[0] & RowPreparation.callerMask != 0 else { return 0 }
        var column = 0
        for field in RowPreparation.callerTerms {
            callers.key[column] = row.cells[0] & field.mask != 0 ? try terms.number(of: row.cells[field.index]) : 0
            column += 1
        }
        return try callers.number()
    }

    private func count(_ row: RecordRow) {
        let line = row[.line] ?? 0
        var part = shards[row[.shard] ?? 0] ?? SealedSegment.ShardPart(rows: 0, firstLine: line)
        part.rows += 1
        part.firstLine = min(part.firstLine, line)
        shards[row[.shard] ?? 0] = part
        let filed = row[.started] ?? row[.ended] ?? 0
        filedFrom = min(filedFrom, filed)
        filedTo = max(filedTo, filed)
    }

    private func addIdentifiers(of row: RecordRow, in batch: RecordBatch) {
        if let ray = row[.ray] { note(hash.hash(UInt64(bitPattern: ray))) }
        if let ray = row[.parentRay] { note(hash.hash(UInt64(bitPattern: ray))) }
        if let text = row[.requestID] { note(hash.hash(canonical: batch.text(text))) }
        if let text = row[.clientRequestID] { note(hash.hash(canonical: batch.text(text))) }
        if let text = row[.correlationID] { note(hash.hash(canonical: batch.text(text))) }
        if let trace = row.id128(.traceID) { note(hash.hash(trace)) }
        if let span = row[.spanID] { note(hash.hash(UInt64(bitPattern: span))) }
    }

    private func note(_ hash: UInt64) {
        for other in 0..<rowHashCount where rowHashes[other] == hash { return }
        rowHashes[rowHashCount] = hash
        rowHashCount += 1
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
            for field in RowPreparation.attemptTerms where attempt.cells[0] & field.mask != 0 {
                _ = try terms.number(of: attempt.cells[field.index])
            }
            if let text = attempt[.providerRequestID] { note(hash.hash(canonical: batch.text(text))) }
            if let ray = attempt[.providerRay] { note(hash.hash(UInt64(bitPattern: ray))) }
            pickedAttempts[attemptCount] = Int32(next - 1)
            attemptNumbers[attemptCount] = Int64(segmentRow) << 4 | Int64(ordinal)
            attemptCount += 1
        }
        return next
    }

    private func addOthers(of row: RecordRow, segmentRow: Int, in batch: RecordBatch) throws(StoreError) {
        if let instance = row[.customerInstance] {
            let bytes = batch.terms.bytes(of: UInt32(truncatingIfNeeded: instance))
            let second = IdentifierHash.secondOfDay(row[.started] ?? row[.ended] ?? 0)
            try instances.add(IdentifierHash.instanceWord(hash.hash(bytes), second: second, row: segmentRow))
        }
        if let record = row[.recordID] {
            try records.add(IdentifierHash.word(UInt64(bitPattern: record), row: segmentRow))
        }
    }
}
