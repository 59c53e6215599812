package import LogRecords

extension InMemoryStore {
    /// What a load in progress has brought so far.
    struct Writing {
        var lastNumber: Int64 = 0
        var rows: [Int64: [Sighting]] = [:]
        var ended: [ShardEntry] = []
        var firstLines: [Int64: UInt64] = [:]
        var hints: [String: FileHint] = [:]
        var problems: [Int64: [LineProblem]] = [:]
        var expiredLines: [Int64: [Int64]] = [:]
    }
}

extension InMemoryStore: RecordWriter {
    private var known: [ShardEntry] { entries.values + writing.ended }

    package func knownShard(_ digest: ContentDigest) -> ShardEntry? {
        known.first { $0.digest == digest }
    }

    package func isKnown(_ hint: FileHint) -> Bool {
        writing.hints[hint.path] == hint
    }

    package func shards(beginningWith firstLineHash: UInt64) -> [ShardEntry] {
        known.filter { writing.firstLines[$0.number] == firstLineHash }.sorted { $0.number < $1.number }
    }

    package func beginShard() -> Int64 {
        writing.lastNumber = max(writing.lastNumber, entries.keys.max() ?? 0) + 1
        writing.rows[writing.lastNumber] = []
        return writing.lastNumber
    }

    package func append(_ batch: RecordBatch) {
        for sighting in batch.sightings {
            let number = sighting.place.shard
            if let day = sighting.day, pruned[day] != nil {
                writing.expiredLines[number, default: []].append(sighting.place.line)
            } else {
                writing.rows[number, default: []].append(sighting)
            }
        }
    }

    package func endShard(_ number: Int64, as finished: FinishedShard) -> ShardEntry {
        if let known = knownShard(finished.digest), known.tally.isWhollyRejected { entries[known.number] = nil }
        let rows = writing.rows[number] ?? []
        let expired = (writing.expiredLines[number] ?? []).count { $0 >= finished.firstVisibleLine }
        var tally = finished.tally
        tally.stored -= Int64(expired)
        tally.expired += Int64(expired)
        let lastLine = rows.map(\.place.line).max() ?? 0
        let entry = ShardEntry(
            number: number, digest: finished.digest, path: finished.path, folder: finished.folder, coding: finished.coding,
            fileBytes: finished.fileBytes, tally: tally, sources: finished.sources, rhythm: finished.rhythm,
            truncated: finished.truncated, firstVisibleLine: finished.firstVisibleLine,
            visibleLines: max(tally.lines, lastLine - finished.firstVisibleLine + 1),
            loaded: Instant(nanoseconds: 1_790_000_000 * Instant.second), state: .live,
            servedBytes: finished.servedBytes)
        writing.ended.append(entry)
        writing.firstLines[number] = finished.firstLineHash
        writing.problems[number] = finished.problems
        if let hint = finished.hint { writing.hints[hint.path] = hint }
        sequences[number] = finished.sequences
        fields[number] = finished.fields
        (hours[number], replicas[number]) = (finished.hours, finished.replicas)
        if finished.isUncounted { uncounted.insert(number) }
        return entry
    }

    package func abandonShard(_ number: Int64) {
        writing.rows[number] = nil
    }

    package func noteSeen(_ hint: FileHint, shard number: Int64) {
        writing.hints[hint.path] = hint
    }

    package func rememberFailures(_ failed: [FailedShard]) -> [RememberedFailure?] {
        let known = failed.map { shard in
            failures[shard.content] ?? failures.values.first { shard.hasGrown && $0.shard.path == shard.path }
        }
        let moment = Instant(nanoseconds: 1_790_000_000 * Instant.second)
        for (shard, known) in zip(failed, known) {
            if let known { failures[known.shard.content] = nil }
            var memory = known ?? RememberedFailure(shard: shard, first: moment, last: moment)
            (memory.shard, memory.shard.hasGrown, memory.last) = (shard, false, moment)
            failures[shard.content] = memory
        }
        return known
    }

    package func failedShards() -> [RememberedFailure] {
        failures.values.sorted { ($1.last, $0.shard.path) < ($0.last, $1.shard.path) }
    }

    package func publish() {
        for entry in writing.ended {
            entries[entry.number] = entry
            sightings += writing.rows.removeValue(forKey: entry.number) ?? []
        }
        writing.ended = []
    }
}
