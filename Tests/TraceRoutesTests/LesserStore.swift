import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// A store that cannot answer every question, and that counts the identifiers of each look-up and the readings of its
/// ledger.
final class LesserStore: RecordReader {
    private let store: InMemoryStore
    let capabilities: Set<StoreCapability>
    private(set) var keys: [Int] = []
    /// For which time the ledger was read, and how often.
    private(set) var nears: [TimeRange?] = []

    init(_ story: Story, without lacking: Set<StoreCapability> = []) {
        store = InMemoryStore(story.lines)
        capabilities = Set(StoreCapability.allCases).subtracting(lacking)
    }

    /// To be asked what it cannot answer is a fault of whoever asks.
    private func need(_ capability: StoreCapability) {
        #expect(capabilities.contains(capability), "asked although it cannot: \(capability)")
    }

    func sightings(carrying identifiers: [CanonicalIdentifier], on days: DaySelection, limit: Int) -> IdentifierMatches {
        need(.findsByIdentifier)
        keys.append(identifiers.count)
        return store.sightings(carrying: identifiers, on: days, limit: limit)
    }

    func sightings(
        ofInstance instance: String, in range: TimeRange, filter: SightingFilter, limit: Int
    ) -> InstanceMatches {
        need(.findsByInstance)
        return store.sightings(ofInstance: instance, in: range, filter: filter, limit: limit)
    }

    func sightings(ofUser user: String, in range: TimeRange, limit: Int) -> [Sighting] {
        need(.findsByUser)
        return store.sightings(ofUser: user, in: range, limit: limit)
    }

    func sightings(ofSession session: String, in range: TimeRange, limit: Int) -> [Sighting] {
        need(.findsBySession)
        return store.sightings(ofSession: session, in: range, limit: limit)
    }

    func identifiers(beginning: IdentifierBeginning, in range: TimeRange, limit: Int) -> [FoundIdentifier] {
        need(.findsByBeginning)
        return store.identifiers(beginning: beginning, in: range, limit: limit)
    }

    func customerInstances(on days: ClosedRange<Day>) -> Set<String> {
        need(.listsInstances)
        return store.customerInstances(on: days)
    }

    func connectedLines(
        on day: Day?, by kinds: Set<IdentifierKind>, most: Int, _ take: ([Sighting]) throws -> Void
    ) rethrows {
        need(.connectsLines)
        try store.connectedLines(on: day, by: kinds, most: most, take)
    }

    func shardsOfDays() -> [Day?: Set<Int64>] { store.shardsOfDays() }

    func sightings(on day: Day?, ofShards shards: Set<Int64>, lines: Set<StoredLine>) -> [Sighting] {
        store.sightings(on: day, ofShards: shards, lines: lines)
    }

    func days(ofInstance instance: String) -> [(day: Day?, sightings: Int64)] {
        need(.findsByInstance)
        return store.days(ofInstance: instance)
    }

    func span(ofInstance instance: String, in range: TimeRange) -> TimeRange? {
        need(.findsByInstance)
        return store.span(ofInstance: instance, in: range)
    }

    func shards() -> [ShardEntry] { store.shards() }

    func shards(numbered numbers: Set<Int64>) -> [ShardEntry] {
        need(.knowsShards)
        return store.shards(numbered: numbers)
    }

    func standing(near: TimeRange?) -> LedgerStanding {
        need(.knowsShards)
        nears.append(near)
        return store.standing(near: near)
    }

    func problems(ofShard number: Int64) -> [LineProblem] { [] }
    func failedShards() -> [RememberedFailure] { [] }
    func days() -> [Day?] { store.days() }
    func prunedDays() -> [(day: Day, pruned: Instant)] { store.prunedDays() }

    func sequenceGaps(in range: TimeRange?, limit: Int) -> SequenceGaps? { nil }

    func silences(in range: TimeRange?, limit: Int) -> Silences {
        need(.knowsShards)
        return store.silences(in: range, limit: limit)
    }

    func acknowledgedHoles() -> [AcknowledgedHole] { [] }
    func declarations() -> [Declaration] { store.declarations() }
    func loadRhythm() -> LoadRhythm? { store.loadRhythm() }
    func fieldCounts(on days: ClosedRange<Day>) -> [FieldCount] { [] }
}

/// What a tracer does where a store cannot answer.
struct LesserStoreTests {
    private func tracer(_ story: Story, without lacking: StoreCapability...) -> Tracer<LesserStore> {
        Tracer(store: LesserStore(story, without: Set(lacking)))
    }

    @Test func `a question that is nothing without a capability is refused by its name`() {
        #expect(throws: TracerError.cannot(.findsByIdentifier)) {
            try tracer(Story(), without: .findsByIdentifier).answers("8c38fb2918f135d2")
        }
        #expect(throws: TracerError.cannot(.findsByInstance)) {
            try tracer(Story(), without: .findsByInstance).find(
                instance: Story.instance, in: [], filter: SightingFilter(), limit: 9)
        }
        #expect(throws: TracerError.cannot(.knowsShards)) { try tracer(Story(), without: .knowsShards).calendar(in: nil) }
    }

    @Test func `a store that cannot look for beginnings is not asked for any, and the answer says so`() throws {
        var story = Story()
        story.rails("fff9f5d075dcd14e4ad1c01d057166c5", from: 0, to: 1)
        let answer = try tracer(story, without: .findsByBeginning).answer("fff9f5d0")
        #expect(answer.suggestions.isEmpty)
        #expect(answer.notes.contains(.cannotLookForBeginnings))
        #expect(try tracer(story).answer("fff9f5d0").suggestions.count == 1)
    }

    @Test func `a store that cannot look for a user is not asked for jobs, and the answer says so`() throws {
        var story = Story()
        story.rails("chat-1", from: 0, to: 0.2, path: "/api/graphql")
        let answer = try tracer(story, without: .findsByUser).answer("chat-1")
        #expect(answer.routes.count == 1)
        #expect(answer.notes.contains(.cannotLookForJobs))
    }

    @Test func `without a ledger and instances there is still an answer`() throws {
        var story = Story()
        story.edge(Story.ray(at: 0))
        let tracer = tracer(story, without: .knowsShards, .findsByInstance, .listsInstances, .findsByBeginning, .findsByUser)
        #expect(try tracer.answer(Story.ray(at: 0).hexadecimal).outcome == .found)
        #expect(try tracer.answer(Story.instance).outcome == .notFound)
    }
}
