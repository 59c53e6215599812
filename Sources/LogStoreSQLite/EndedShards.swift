import LogRecords

/// A shard that becomes visible at the next publication.
struct EndedShard {
    var entry: ShardEntry
    /// A shard of the same content that gives way to it.
    var replaced: Int64?
    var firstLineHash: UInt64
    var problems: [LineProblem]
    var hint: FileHint?
    var sequences: [SequenceRun]
    var hours: [SourceHour]
    var replicas: [Replica]
    var isUncounted: Bool
}

/// The shards that ended since the last publication, in order, and what finds one among thousands of them.
struct EndedShards {
    private(set) var all: [EndedShard] = []
    /// Files that hold what another held, and those shards, which may not be published yet either.
    private(set) var seen: [(hint: FileHint, shard: Int64)] = []
    /// Added up: ten thousand shards have the same few hundred keys.
    private var counts: [FieldCount: Int64] = [:]
    private var byDigest: [ContentDigest: Int] = [:]
    private var byFirstLine: [UInt64: [Int]] = [:]
    private var hints: [String: FileHint] = [:]
    private(set) var numbers: Set<Int64> = []

    var isEmpty: Bool { all.isEmpty }

    mutating func append(_ shard: EndedShard, fields: [FieldCount]) {
        for var field in fields {
            let lines = field.lines
            field.lines = 0
            counts[field, default: 0] += lines
        }
        byDigest[shard.entry.digest] = all.count
        byFirstLine[shard.firstLineHash, default: []].append(all.count)
        if let hint = shard.hint { hints[hint.path] = hint }
        numbers.insert(shard.entry.number)
        all.append(shard)
    }

    mutating func noteSeen(_ hint: FileHint, shard number: Int64) {
        hints[hint.path] = hint
        seen.append((hint, number))
    }

    var fields: [FieldCount] {
        counts.map { field, lines in
            var field = field
            field.lines = lines
            return field
        }
    }

    func entry(with digest: ContentDigest) -> ShardEntry? {
        byDigest[digest].map { all[$0].entry }
    }

    func entries(beginningWith firstLineHash: UInt64) -> [ShardEntry] {
        (byFirstLine[firstLineHash] ?? []).map { all[$0].entry }
    }

    func isKnown(_ hint: FileHint) -> Bool {
        hints[hint.path] == hint
    }
}
