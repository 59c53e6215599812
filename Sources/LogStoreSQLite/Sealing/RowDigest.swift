import LogRecords

/// What rows hash to together, whatever order they come in and whatever numbers their terms have: two sets of rows are
/// the same if their digests are. Some 2 µs a row.
struct RowDigest: Equatable {
    private(set) var rows: Int64 = 0
    private var sum: UInt64 = 0

    /// Adds a row of a batch, with its attempts, of which `attempts` is the first and then is the first that is not.
    mutating func add(_ index: Int, of batch: RecordBatch, attempts: inout Int) {
        var bytes = RowDigest.Bytes(batch)
        let row = batch.row(index)
        // A shard has another number each time that it is read.
        for field in RecordField.allCases where field != .shard && row.has(field) {
            bytes.add(field.rawValue, field.kind, CellPlace(field), in: row.cells)
        }
        while attempts < batch.attemptCount, batch.attempt(attempts).record < index { attempts += 1 }
        let first = attempts
        while attempts < batch.attemptCount, batch.attempt(attempts).record == index {
            let attempt = batch.attempt(attempts)
            if attempts - first < RecordBatch.mostAttempts { bytes.add(attempt) }
            attempts += 1
        }
        rows += 1
        sum &+= bytes.hash
    }

    /// The row's fields in their order: number, kind, value.
    private struct Bytes {
        private let batch: RecordBatch
        private var bytes: [UInt8] = []

        init(_ batch: RecordBatch) {
            self.batch = batch
            bytes.reserveCapacity(512)
        }

        var hash: UInt64 { bytes.withUnsafeBytes(IdentifierFile.checksum) }

        mutating func add(_ attempt: AttemptRow) {
            bytes.append(.max)
            for field in AttemptField.allCases where attempt[field] != nil {
                add(field.rawValue, field.kind, CellPlace(field), in: attempt.cells)
            }
        }

        mutating func add(_ field: Int, _ kind: FieldKind, _ place: CellPlace, in cells: UnsafeMutablePointer<Int64>) {
            bytes.append(UInt8(truncatingIfNeeded: field))
            let cell = cells[place.index]
            switch kind {
            case .instant, .duration, .integer, .flag, .id64: add(cell)
            case .id128:
                add(cell)
                add(cells[place.low])
            case .term: add(batch.terms.bytes(of: UInt32(truncatingIfNeeded: cell)))
            case .text: add(batch.text(cell))
            }
        }

        private mutating func add(_ number: Int64) {
            withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
        }

        private mutating func add(_ text: UnsafeRawBufferPointer) {
            add(Int64(text.count))
            bytes += text
        }
    }
}
