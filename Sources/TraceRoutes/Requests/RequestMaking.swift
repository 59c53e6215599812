import LogRecords

/// One run that makes requests and keeps them.
struct RequestMaking<Store: RecordReader, Kept: RequestStore> {
    private let store: Store
    private let kept: Kept
    private let plan: RequestsPlan
    private let maker: RequestMaker
    private let ledger: Ledger
    private let processors: Int
    private let progress: (Int) throws -> Void
    /// The store's days; lines of no day are undated.
    private let listed: Set<Day>
    /// How many were made.
    private(set) var made = 0

    init(
        of store: Store, in kept: Kept, as plan: RequestsPlan, _ ledger: Ledger, on processors: Int,
        _ progress: @escaping (Int) throws -> Void
    ) {
        (self.store, self.kept, self.plan, self.ledger) = (store, kept, plan, ledger)
        (self.processors, self.progress) = (processors, progress)
        maker = RequestMaker(ledger: ledger)
        listed = Set(plan.days.compactMap(\.day))
    }

    /// Makes all requests of a day.
    mutating func makeWhole(_ day: Day?) throws {
        let strays = try kept.strays()
        var mixed: [Sighting] = []
        var held = HeldGroups()
        try store.connectedLines(on: day, by: IdentifierKind.followed, most: IdentifierClosure<Store>.mostRows) { lines in
            if lines.allSatisfy({ $0.day(among: listed) == day && !strays.contains($0.place.storedLine) }) {
                if held.add(lines, listed) { try make(held.taken().groups) }
            } else {
                mixed += lines
            }
        }
        try make(held.taken().groups)
        let removed = try makeGroups(of: mixed, new: [])
        try kept.publish(replacing: [day], removing: removed, as: [day: plan.origins[day] ?? RequestsOrigin()])
    }

    /// Makes again what new lines touch on days that have requests, and what the ledger tells otherwise by now.
    mutating func makeStale() throws {
        var (seeds, new, origins): ([Sighting], Set<StoredLine>, [Day?: RequestsOrigin]) = ([], [], [:])
        for case (let day, .stale(let shards)) in plan.days {
            origins[day] = plan.origins[day]
            if !shards.isEmpty {
                let lines = try store.sightings(on: day, ofShards: shards, lines: [])
                new.formUnion(lines.map(\.place.storedLine))
                seeds += lines
            }
            seeds += try changed(on: day)
        }
        guard !origins.isEmpty else { return }
        let removed = try makeGroups(of: seeds, new: new)
        try kept.publish(replacing: [], removing: removed, as: origins)
    }

    /// Lines of the requests of which the ledger says something else by now.
    private func changed(on day: Day?) throws -> [Sighting] {
        var wanted = Set<StoredLine>()
        for (asked, lines) in try kept.asked(on: day) where ledger.answers(around: asked.span) != asked.answers {
            wanted.formUnion(lines)
        }
        guard !wanted.isEmpty else { return [] }
        let around = day.map { [$0.advanced(by: -1), $0.advanced(by: 1)].filter(listed.contains) } ?? []
        var found: [Sighting] = []
        for day in [day] + around.map(Optional.init) + (day == nil ? [] : [nil]) where !wanted.isEmpty {
            let lines = try store.sightings(on: day, ofShards: [], lines: wanted)
            wanted.subtract(lines.map(\.place.storedLine))
            found += lines
        }
        return found
    }

    private mutating func make(_ groups: [[Sighting]]) throws {
        for made in try maker.requests(of: groups, on: processors) { try keep(made, strays: []) }
        try progress(made)
    }

    /// Makes the groups that some lines are in, and gives the requests that go for them.
    private mutating func makeGroups(of seeds: [Sighting], new: Set<StoredLine>) throws -> Set<StoredRequest.ID> {
        guard !seeds.isEmpty else { return [] }
        var search = ConnectedSearch(in: store, on: listed)
        let groups = try search.groups(of: seeds, new: new)
        let days = Dictionary(groups.joined().map { ($0.place.storedLine, $0.day(among: listed)) }) { first, _ in first }
        for made in try maker.requests(of: groups, on: processors) {
            let day = made.day(among: listed)
            try keep(made, strays: made.row.lines.filter { (days[$0] ?? nil) != day })
        }
        try progress(made)
        return try kept.requests(on: Set(days.keys))
    }

    private mutating func keep(_ request: MadeRequest, strays: [StoredLine]) throws {
        made += 1
        var row = Masked(request).value
        // Who asks finds it by these, which nobody is shown.
        (row.user, row.customerHost) = (request.row.user, request.row.customerHost)
        try kept.add(StoredRequest(row: row, asked: request.asked), on: request.day(among: listed), strays: strays)
    }
}
