package import LogRecords

extension RecordWriter {
    /// Hands over these sightings as rows of a shard, in as many batches as it takes.
    package func append(_ sightings: [Sighting], shard: Int64) throws {
        var batch = RecordBatch(terms: TermTable())
        for var sighting in sightings {
            if batch.isFull {
                try append(batch)
                batch = RecordBatch(terms: batch.terms)
            }
            sighting.place.shard = shard
            batch.add(sighting)
        }
        try append(batch)
    }
}
