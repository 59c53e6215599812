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

    /// The hashes of the row at hand, behind their count, so that an identifier that stands in two fields gives one word.
    private let rowHashes: UnsafeMutablePointer<UInt64>
    private let rowHashCount: UnsafeMutablePointer<Int>

    private let sightingTerms = RowPreparation.cells(SegmentColumns.sightingTerms.map(TermCell.init))
    private let originTerms = RowPreparation.cells(SegmentColumns.originTerms.map(TermCell.init))
    private let callerTerms = RowPreparation.cells(SegmentColumns.callerTerms.map(TermCell.init))
    private let attemptTerms = RowPreparation.cells(SegmentColumns.attemptTerms.map(TermCell.init))

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
        rowHashCount = .allocate(capacity: 1)
        rowHashCount.initialize(to: 0)
    }

    deinit {
        picked.deallocate()
        rowNumbers.deallocate()
        originNumbers.deallocate()
        callerNumbers.deallocate()
        pickedAttempts.deallocate()
        attemptNumbers.deallocate()
        rowHashes.deallocate()
        rowHashCount.deallocate()
        for cells in [sightingTerms, originTerms, callerTerms, attemptTerms] { cells.deallocate() }
    }

    private static func cells(_ cells: [TermCell]) -> TermCells {
        let kept = TermCells.allocate(capacity: cells.count)
        _ = kept.initialize(from: cells)
        return kept
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
        var shard = ShardCount()
        for (index, number) in rows.enumerated() {
            let row = batch.row(Int(number))
            let segmentRow = firstRow &+ index
            picked[index] = number
            rowNumbers[index] = Int64(segmentRow)
            originNumbers[index] = try origin(of: row)
            callerNumbers[index] = try caller(of: row)
            for term in 0..<sightingTerms.count where row.cells[0] & sightingTerms[term].mask != 0 {
                _ = try terms.number(of: row.cells[sightingTerms[term].index])
            }
            if !shard.takes(row) {
                note(shard)
                shard = ShardCount(first: row)
            }
            rowHashCount.pointee = 0
            addIdentifiers(of: row, in: batch)
            while attempt < batch.attemptCount, batch.attempt(attempt).record < Int(number) { attempt &+= 1 }
            attempt = try addAttempts(from: attempt, of: Int(number), segmentRow: segmentRow, in: batch)
            for hash in 0..<rowHashCount.pointee { try ids.add(IdentifierHash.word(rowHashes[hash], row: segmentRow)) }
            try addOthers(of: row, segmentRow: segmentRow, in: batch)
        }
        note(shard)
    }

    /// Rows of one shard that follow each other, as they nearly always do.
    private struct ShardCount {
        var shard: Int64 = 0
        var rows: Int64 = 0
        var firstLine = Int64.max
        var filedFrom = Int64.max
        var filedTo = Int64.min

        init() {}

        init(first row: RecordRow) {
            shard = row[.shard] ?? 0
            _ = takes(row)
        }

        /// Counts a row; `false` if it is of another shard.
        @inline(__always)
        mutating func takes(_ row: RecordRow) -> Bool {
            guard row[.shard] ?? 0 == shard else { return false }
            rows &+= 1
            firstLine = min(firstLine, row[.line] ?? 0)
            let filed = row[.started] ?? row[.ended] ?? 0
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

    private typealias TermCells = UnsafeMutableBufferPointer<TermCell>
    private static let callerMask = SegmentColumns.callerTerms.reduce(Int64(0)) { $0 | 1 << Int64($1.rawValue) }

    private func origin(of row: RecordRow) throws(StoreError) -> UInt32 {
        origins.key[0] = UInt32(truncatingIfNeeded: row[.vantage] ?? 0)
        var column = 1
        for term in 0..<originTerms.count {
            let cell = originTerms[term]
            origins.key[column] = row.cells[0] & cell.mask != 0 ? try terms.number(of: row.cells[cell.index]) : 0
            column &+= 1
        }
        return try origins.number()
    }

    private func caller(of row: RecordRow) throws(StoreError) -> UInt32 {
        guard row.cells[0] & RowPreparation.callerMask != 0 else { return 0 }
        for column in 0..<callerTerms.count {
            let cell = callerTerms[column]
            callers.key[column] = row.cells[0] & cell.mask != 0 ? try terms.number(of: row.cells[cell.index]) : 0
        }
        return try callers.number()
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
            for term in 0..<attemptTerms.count where attempt.cells[0] & attemptTerms[term].mask != 0 {
                _ = try terms.number(of: attempt.cells[attemptTerms[term].index])
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
        if let user = row[.user], row[.vantage] == Int64(Vantage.monolith.rawValue) {
            let bytes = batch.terms.bytes(of: UInt32(truncatingIfNeeded: user))
            let second = IdentifierHash.userSecond(IdentifierHash.secondOfDay(row[.started] ?? row[.ended] ?? 0))
            try instances.add(IdentifierHash.instanceWord(hash.hash(bytes), second: second, row: segmentRow))
        }
        if let record = row[.recordID] {
            try records.add(IdentifierHash.word(UInt64(bitPattern: record), row: segmentRow))
        }
    }
}
