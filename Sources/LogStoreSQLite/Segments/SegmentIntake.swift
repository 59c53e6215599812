import LogRecords

/// Which rows of one batch go to which day.
struct Deal {
    /// Nearly always one day, rarely more than two: a list is the fastest dictionary.
    private(set) var hands: [(day: Day?, rows: [Int32])] = []
    private var last = 0

    mutating func give(_ row: Int32, to day: Day?) {
        if last >= hands.count || hands[last].day != day {
            if let known = hands.firstIndex(where: { $0.day == day }) {
                last = known
            } else {
                last = hands.count
                hands.append((day, []))
                hands[last].rows.reserveCapacity(RecordBatch.rowCapacity)
            }
        }
        hands[last].rows.append(row)
    }
}

/// Deals rows to the segments of their days: at most eight are built at once, rows of further days wait with their batch.
///
/// So a load that goes through its days one after another makes few segments, and one that alternates between many days makes a new
/// segment not for every batch but for every `mostWaiting` of them.
struct SegmentIntake {
    static let mostBuilders = 8
    static let mostWaiting = 32
    /// Days that one run may bring; rows of further ones are undated.
    static let mostDays = 400

    private let run: String
    private let folder: StoreFolder
    private var builders: [(day: Day?, builder: SegmentBuilder, lastUse: Int)] = []
    private var waiting: [(day: Day?, batch: RecordBatch, rows: [Int32])] = []
    private var sealed: [SealedSegment] = []
    private var knownDays: Set<Day> = []
    private var uses = 0
    private var made = 0
    private(set) var rowsSincePublication = 0

    init(run: String, folder: StoreFolder) {
        self.run = run
        self.folder = folder
    }

    /// Whether the run may bring rows of this day.
    mutating func admits(_ day: Day) -> Bool {
        if knownDays.contains(day) { return true }
        guard knownDays.count < SegmentIntake.mostDays else { return false }
        knownDays.insert(day)
        return true
    }

    mutating func take(_ batch: RecordBatch, _ deal: Deal) throws(StoreError) {
        for (day, rows) in deal.hands {
            rowsSincePublication += rows.count
            if let place = try builderPlace(for: day, rows: rows.count) {
                try builders[place].builder.append(batch, picked: rows)
            } else {
                waiting.append((day, batch, rows))
            }
        }
        if waiting.count >= SegmentIntake.mostWaiting { try makeRoomForTheMostWaiting() }
    }

    /// The place of the day's builder; `nil` if there is none, and no room for one.
    private mutating func builderPlace(for day: Day?, rows: Int) throws(StoreError) -> Int? {
        uses += 1
        if let place = builders.firstIndex(where: { $0.day == day }) {
            if builders[place].builder.rows + rows > SegmentBuilder.mostRows {
                try seal(at: place)
                return try builderPlace(for: day, rows: rows)
            }
            builders[place].lastUse = uses
            return place
        }
        guard builders.count < SegmentIntake.mostBuilders else { return nil }
        made += 1
        builders.append((day, try SegmentBuilder("\(run)-\(made)", day: day, run: run, in: folder), uses))
        return builders.count - 1
    }

    private mutating func seal(
        at place: Int, known: [Int64: KnownShard] = [:], carriesAll: Bool = false
    ) throws(StoreError) {
        sealed.append(try builders.remove(at: place).builder.seal(known: known, carriesAll: carriesAll))
    }

    /// Seals the builder that was not used for longest, and gives its place to the day that most rows wait for.
    private mutating func makeRoomForTheMostWaiting() throws(StoreError) {
        var counts: [Day?: Int] = [:]
        for entry in waiting { counts[entry.day, default: 0] += entry.rows.count }
        guard let most = counts.max(by: { $0.value < $1.value })?.key else { return }
        try appendWaiting(of: most)
    }

    private mutating func appendWaiting(of day: Day?) throws(StoreError) {
        let rows = waiting.filter { $0.day == day }
        waiting.removeAll { $0.day == day }
        for entry in rows {
            var free = try builderPlace(for: day, rows: entry.rows.count)
            if free == nil, let oldest = builders.indices.min(by: { builders[$0].lastUse < builders[$1].lastUse }) {
                try seal(at: oldest)
                free = try builderPlace(for: day, rows: entry.rows.count)
            }
            if let free { try builders[free].builder.append(entry.batch, picked: entry.rows) }
        }
    }

    /// Seals everything that was taken in, and gives it; `known` are the shards that ended since the last time.
    mutating func sealAll(known: [Int64: KnownShard]) throws(StoreError) -> [SealedSegment] {
        while let next = waiting.first { try appendWaiting(of: next.day) }
        while !builders.isEmpty { try seal(at: builders.count - 1, known: known, carriesAll: builders.count == 1) }
        defer { sealed = [] }
        rowsSincePublication = 0
        return sealed
    }
}
