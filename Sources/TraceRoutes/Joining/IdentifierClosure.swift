import LogRecords

/// All records that hang together with the first ones through identifiers.
///
/// It never follows a filter (instance, user, host), a span, or what a provider answered; and an identifier that more
/// than `mostRequests` requests carry only near the lines at hand. Depth and size are bounded, and what was bounded is
/// said.
struct IdentifierClosure<Store: LineFinder> {
    static var mostRequests: Int { 64 }
    /// How far around the lines at hand an id is followed that more requests carry.
    static var nearSeconds: Int64 { 30 }
    static var mostRounds: Int { 8 }
    static var mostRecords: Int { 8192 }
    /// Identifiers that are looked up at once.
    static var mostKeys: Int { 64 }
    /// Rows that are read for one identifier; with `mostKeys` the most that are in memory beside those that were taken.
    static var mostRows: Int { 1000 }

    let store: Store
    private let journal: WorkJournal?
    private(set) var records: [JoinedRecord] = []
    private(set) var notes: [Note] = []
    /// What was looked at: one hour around the records.
    private(set) var window: TimeRange?
    /// Whether each of the records would lead to all of them, and to no other: no bound was met, and no line lies
    /// beyond the window.
    var isWhole: Bool {
        let span = records.compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 }
        let isShort = span.map { $0.to.nanoseconds.subtractingReportingOverflow($0.from.nanoseconds) }
        return notes.isEmpty && !hasLeftOut && isShort.map { !$0.overflow && $0.partialValue <= Instant.hour } ?? true
    }
    private var hasLeftOut = false
    private var asked: Set<CanonicalIdentifier>
    /// Under which names each identifier stands in the records taken so far.
    private var kinds: [CanonicalIdentifier: Set<IdentifierKind>] = [:]
    private var indexOfPlace: [LinePlace: Int] = [:]
    private var indexOfIdentity: [Identity: Int] = [:]

    private struct Identity: Hashable {
        var format: String
        var recordID: UInt64
    }

    /// `seeds` are taken whatever number of requests their identifiers name; `known` are those that they were found by.
    init(
        from seeds: [Sighting], foundBy known: Set<CanonicalIdentifier>, in store: Store, _ journal: WorkJournal? = nil
    ) throws {
        (self.store, self.journal) = (store, journal)
        asked = known
        for sighting in seeds { add(JoinedRecord(sighting)) }
        window = records.compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 }?.widened(by: Instant.hour)
        var fresh = 0
        for round in 0..<Self.mostRounds {
            guard fresh < records.count else { return }
            guard records.count < Self.mostRecords else {
                notes.append(.linesBounded(most: Self.mostRecords))
                return
            }
            let keys = newKeys(of: records[fresh...])
            fresh = records.count
            guard !keys.isEmpty else { return }
            for start in stride(from: 0, to: keys.count, by: Self.mostKeys) where records.count < Self.mostRecords {
                try follow(Array(keys[start..<min(start + Self.mostKeys, keys.count)]))
            }
            if round == Self.mostRounds - 1, fresh < records.count {
                notes.append(.stepsBounded(most: Self.mostRounds))
            }
        }
    }

    private mutating func newKeys(of fresh: ArraySlice<JoinedRecord>) -> [CanonicalIdentifier] {
        var keys: [CanonicalIdentifier] = []
        for record in fresh {
            for (kind, key) in record.keys where kind.isFollowed && asked.insert(key).inserted { keys.append(key) }
        }
        return keys
    }

    private mutating func follow(_ keys: [CanonicalIdentifier]) throws {
        let days: DaySelection = window.map { .days($0.days) } ?? .all
        let matches = try store.sightings(carrying: keys, on: days, limit: Self.mostRows)
        let wanted = Set(keys)
        var found: [CanonicalIdentifier: [JoinedRecord]] = [:]
        for sighting in matches.sightings {
            guard isInWindow(sighting) else {
                hasLeftOut = true
                continue
            }
            let record = JoinedRecord(sighting)
            for (kind, key) in record.keys where kind.isFollowed && wanted.contains(key) {
                found[key, default: []].append(record)
            }
        }
        for key in keys {
            let before = records.count
            defer {
                if let journal { journal.followed(key, of: records, lines: matches.carried[key] ?? 0, new: records.count - before) }
            }
            guard var reached = found[key] else { continue }
            if reached.count > Self.mostRequests, requestCount(reached) > Self.mostRequests {
                reached = near(reached, by: key, isWhole: matches.carried[key] ?? 0 <= Self.mostRows)
            }
            // Some of a look-up's records meet the key under another name: a provider's ray is no request's.
            let fields = kinds[key] ?? []
            for record in reached where records.count < Self.mostRecords {
                let meets = record.keys.contains { met in met.key == key && fields.contains { $0.meets(met.kind) } }
                if meets { add(record) }
            }
            if let carried = matches.carried[key], carried > Self.mostRows {
                notes.append(.linesOfOneIDBounded(carried: carried, read: Self.mostRows))
            }
        }
    }

    /// Of an id that many requests carry only the lines near those that led to it; none where not all of its lines were
    /// read.
    private mutating func near(_ reached: [JoinedRecord], by key: CanonicalIdentifier, isWhole: Bool) -> [JoinedRecord] {
        guard isWhole else {
            notes.append(.idNotFollowed(mostRequests: Self.mostRequests))
            return []
        }
        notes.append(.idFollowedNearby(mostRequests: Self.mostRequests, seconds: Self.nearSeconds))
        let slack = Self.nearSeconds * Instant.second  // bounded: constants
        let own = records.filter { $0.keys.contains { $0.key == key } }
        return reached.filter { record in own.contains { Fitting.overlap($0, record, slack: slack) } }
    }

    private func isInWindow(_ sighting: Sighting) -> Bool {
        guard let window, let filed = sighting.filed else { return true }
        return window.contains(filed)
    }

    private mutating func add(_ record: JoinedRecord) {
        let sighting = record.sighting
        guard indexOfPlace[sighting.place] == nil else { return }
        if let recordID = sighting.recordID {
            let identity = Identity(format: sighting.format, recordID: recordID)
            if let index = indexOfIdentity[identity] {
                records[index].add(sighting.place)
                indexOfPlace[sighting.place] = index
                return
            }
            indexOfIdentity[identity] = records.count
        }
        indexOfPlace[sighting.place] = records.count
        records.append(record)
        for (kind, key) in record.keys { kinds[key, default: []].insert(kind) }
    }
}

/// At least so many requests are told of by these records: the most lines that any one vantage wrote, each once a
/// request.
func requestCount(_ records: [JoinedRecord]) -> Int {
    struct Line: Hashable {
        var format: String
        var identity: UInt64?
        var place: LinePlace?
    }
    var lines: [String: Set<Line>] = [:]
    for record in records where record.vantage != .provider && record.vantage != .monolith {
        let sighting = record.sighting
        let identity = record.vantage == .edge ? sighting.ray : sighting.recordID
        lines[sighting.format, default: []].insert(
            Line(format: sighting.format, identity: identity, place: identity == nil ? sighting.place : nil))
    }
    return lines.values.map(\.count).max() ?? 0
}

extension IdentifierKind {
    /// Whether other lines are looked for through an identifier of this kind.
    var isFollowed: Bool {
        switch self {
        case .ray, .parentRay, .requestID, .clientRequestID, .correlationID, .traceID: true
        case .spanID, .providerRequestID, .providerRay: false
        }
    }

    /// Whether the same text under both kinds may name the same thing: callers choose a correlation id freely, in the
    /// shape of a ray too.
    /// https://gitlab.com/gitlab-org/labkit/-/merge_requests/267
    func meets(_ other: IdentifierKind) -> Bool {
        self == other || isFollowed && other.isFollowed
    }
}
