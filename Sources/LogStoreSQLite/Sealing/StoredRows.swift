import LogRecords

/// What the rows of shards hash to that readers see, over all segments that have some.
struct StoredRows {
    private(set) var digests: [Int64: RowDigest] = [:]
    private let shards: Set<Int64>

    init(of shards: Set<Int64>) {
        self.shards = shards
    }

    mutating func read(_ segment: CatalogSegment, showing shown: ShownLines, in folder: StoreFolder) throws(StoreError) {
        let rows = try SegmentRows(segment, in: folder)
        let shard = CellPlace(RecordField.shard)
        var batch = RecordBatch(terms: TermTable())
        while try rows.advance(to: shown) {
            batch.clear()
            if batch.terms.isNearlyFull { batch = RecordBatch(terms: TermTable()) }
            if try !rows.copy(into: batch) {
                batch = RecordBatch(terms: TermTable())
                guard try rows.copy(into: batch) else {
                    throw StoreError.damaged(file: folder.path + "/" + segment.name + ".sqlite", what: "a row has too many terms")
                }
            }
            guard let number = shard.value(in: batch.row(0).cells), shards.contains(number) else { continue }
            var attempts = 0
            digests[number, default: RowDigest()].add(0, of: batch, attempts: &attempts)
        }
    }
}
