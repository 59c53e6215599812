/// Asks a store. Every store, the in-memory one of the tests too, passes `StoreContract`.
///
/// What it cannot answer it says in `capabilities` and in no other way, and is not asked.
/// Only visible rows are given: rows whose shard is live and whose line is in the shard's visible range.
package protocol RecordReader: LineFinder {
    var capabilities: Set<StoreCapability> { get }

    /// The identifiers that begin so of the rows that were filed in `range`, each once, at most `limit`.
    ///
    /// No index knows beginnings: every row of those days is looked at.
    func identifiers(beginning: IdentifierBeginning, in range: TimeRange, limit: Int) throws -> [FoundIdentifier]

    /// The sightings of one customer instance that were filed in `range`, newest first; the filters hold for each of
    /// them.
    func sightings(ofInstance instance: String, in range: TimeRange, filter: SightingFilter, limit: Int) throws -> InstanceMatches

    /// The monolith's sightings of one user that were filed in `range`.
    func sightings(ofUser user: String, in range: TimeRange, limit: Int) throws -> [Sighting]

    /// The sightings of one session that were filed in `range`. Of shards that an earlier version loaded no session is
    /// known.
    func sightings(ofSession session: String, in range: TimeRange, limit: Int) throws -> [Sighting]

    /// Gives the lines that were filed on one day in groups that hang together through identifiers of these kinds: each
    /// group once, with its lines within `ConnectedLines.near` of the day and its undated ones. For `nil` those of the
    /// undated lines alone. An identifier that more than `most` lines carry connects none.
    ///
    /// What `take` throws ends it.
    func connectedLines(on day: Day?, by kinds: Set<IdentifierKind>, most: Int, _ take: ([Sighting]) throws -> Void) throws

    /// The live shards that have rows on each day.
    func shardsOfDays() throws -> [Day?: Set<Int64>]

    /// The rows of one day that are of these shards, and those that are of these lines.
    ///
    /// No index knows shards: every row of that day's parts that have one of them is looked at.
    func sightings(on day: Day?, ofShards shards: Set<Int64>, lines: Set<StoredLine>) throws -> [Sighting]

    /// How many sightings of a customer instance there are on each day that has any.
    func days(ofInstance instance: String) throws -> [(day: Day?, sightings: Int64)]

    /// The first and the last moment that a sighting of a customer instance was filed under in `range`; `nil` where
    /// there is none.
    func span(ofInstance instance: String, in range: TimeRange) throws -> TimeRange?

    /// The customer instances that rows of these days name, for whoever looks for one that resembles another. Some of
    /// their rows may not be visible.
    func customerInstances(on days: ClosedRange<Day>) throws -> Set<String>

    /// The ledger: every shard that is known, live or expired.
    func shards() throws -> [ShardEntry]

    /// Those of these numbers that the ledger has.
    func shards(numbered numbers: Set<Int64>) throws -> [ShardEntry]

    /// The ledger as far as coverage asks it. With a time it may be of the shards near that alone, and of the others
    /// what they are together; a store that keeps no such sums gives the whole.
    func standing(near: TimeRange?) throws -> LedgerStanding

    /// The rejected lines that are remembered of a shard, in the order of its lines: `LineProblem.mostRemembered` at
    /// most.
    func problems(ofShard number: Int64) throws -> [LineProblem]

    /// The shards that failed and are remembered, the newest failure first.
    func failedShards() throws -> [RememberedFailure]

    /// The days that have rows, ascending; `nil` last, where there are undated rows.
    func days() throws -> [Day?]

    /// The days that were pruned, and when.
    func prunedDays() throws -> [(day: Day, pruned: Instant)]

    /// The parts of the store that earlier questions could not read, each once. What they hold is missing from the
    /// answers.
    var unreadable: [UnreadablePart] { get }

    /// What is missing between the numbers of each gateway instance, in `range` or at all, and how much; `nil`: they
    /// are not known, as a catalog that was made anew has none.
    func sequenceGaps(in range: TimeRange?, limit: Int) throws -> SequenceGaps?

    /// What tells of lines that should be there in `range`, or at all, and are not. Of each kind as many are given as
    /// `limit` says.
    func silences(in range: TimeRange?, limit: Int) throws -> Silences

    /// The holes that somebody acknowledged, by source and time.
    func acknowledgedHoles() throws -> [AcknowledgedHole]

    /// What people said of sources, in the order of their subjects.
    func declarations() throws -> [Declaration]

    /// How often loads come; `nil`: none ever said so.
    func loadRhythm() throws -> LoadRhythm?

    /// Which keys the sources' lines had on some days, as far as lines were looked at.
    func fieldCounts(on days: ClosedRange<Day>) throws -> [FieldCount]
}

extension RecordReader {
    package var unreadable: [UnreadablePart] { [] }
}

/// Which days to look at. Undated rows are always looked at.
package enum DaySelection: Sendable, Equatable {
    case all
    /// Both ends included.
    case days(ClosedRange<Day>)
}

/// What a look-up by identifiers found.
package struct IdentifierMatches: Sendable {
    package var sightings: [Sighting]
    /// For each identifier that was found: how many visible rows carry it on those days, also beyond the limit.
    package var carried: [CanonicalIdentifier: Int]

    package init(sightings: [Sighting] = [], carried: [CanonicalIdentifier: Int] = [:]) {
        self.sightings = sightings
        self.carried = carried
    }
}

/// What `find` may narrow by.
package struct SightingFilter: Sendable, Equatable {
    /// A path that must be equal once a leading `/ai` is removed from both.
    package var path: String?
    /// Both ends included: 400...499 for `4xx`.
    package var status: ClosedRange<Int>?

    package init(path: String? = nil, status: ClosedRange<Int>? = nil) {
        self.path = path
        self.status = status
    }
}

/// What a look-up by customer instance found, newest first.
package struct InstanceMatches: Sendable {
    package var sightings: [Sighting]
    /// How many there were, also beyond the limit.
    package var total: Int

    package init(sightings: [Sighting], total: Int) {
        self.sightings = sightings
        self.total = total
    }
}
