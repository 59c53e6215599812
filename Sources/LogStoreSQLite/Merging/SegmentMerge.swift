import LogRecords

/// Writes the shown rows of several segments into one new segment, batch by batch, with the builder that takes in
/// shards.
struct SegmentMerge {
    let sources: [CatalogSegment]
    let shown: ShownLines
    /// Whether a source has no seals: then nobody can tell whether its rows had been changed, and the new segment says
    /// so.
    let isTakenOver: Bool
    let folder: StoreFolder

    /// The merged segment under its hidden name; `nil` if no row of the sources is shown.
    func build(
        _ name: String, day: Day?, run: String, known: [Int64: KnownShard]
    ) throws(StoreError) -> SealedSegment? {
        let builder = try SegmentBuilder(name, day: day, run: run, in: folder, isTakenOver: isTakenOver)
        var batch = RecordBatch(terms: TermTable())
        for source in sources {
            let rows = try SegmentRows(source, in: folder)
            var count: Int64 = 0
            while try rows.advance(to: shown) {
                count += 1
                // Those that the catalog counts were chosen because they fit in one segment.
                guard count <= source.rows else {
                    throw StoreError.damaged(
                        file: folder.path + "/" + source.name + ".sqlite", what: "it has more rows than the catalog says")
                }
                if batch.isFull { batch = try handOver(batch, to: builder, renewed: batch.terms.isNearlyFull) }
                if try rows.copy(into: batch) { continue }
                batch = try handOver(batch, to: builder, renewed: true)
                guard try rows.copy(into: batch) else {
                    throw StoreError.damaged(file: folder.path + "/" + source.name + ".sqlite", what: "a row has too many terms")
                }
            }
        }
        _ = try handOver(batch, to: builder, renewed: false)
        guard builder.rows > 0 else { return nil }
        return try builder.seal(known: known, carriesAll: true, merged: sources.map(\.name))
    }

    /// Gives a batch to the builder; returns one to fill, with a new table of terms if it is to be `renewed`.
    private func handOver(
        _ batch: RecordBatch, to builder: SegmentBuilder, renewed: Bool
    ) throws(StoreError) -> RecordBatch {
        if batch.count > 0 { try builder.append(batch, picked: (0..<batch.count).map { Int32($0) }) }
        batch.clear()
        return renewed ? RecordBatch(terms: TermTable()) : batch
    }
}
