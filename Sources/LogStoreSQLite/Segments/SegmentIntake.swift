import Dispatch
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

/// Deals rows to the segments of their days: at most eight are built at once, rows of further days wait with their
/// batch.
///
/// So a load that goes through its days one after another makes few segments, and one that alternates between many days
/// makes a new segment not for every batch but for every `mostWaiting` of them.
struct SegmentIntake {
    static let mostBuilders = 8
    static let mostWaiting = 512
    /// Days that one run may bring; rows of further ones are undated.
    static let mostDays = 400

    private let run: String
    private let folder: StoreFolder
    private var lanes: [(day: Day?, lane: SegmentLane, lastUse: Int)] = []
    /// Lanes that build no more, in the order in which they were closed.
    private var closed: [SegmentLane] = []
    private let room = DispatchSemaphore(value: SegmentLane.mostWaiting)
    private var waiting: [(day: Day?, batch: RecordBatch, rows: [Int32])] = []
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
            if let place = try lanePlace(for: day, rows: rows.count) {
                try lanes[place].lane.append(batch, picked: rows)
            } else {
                waiting.append((day, batch, rows))
            }
        }
        if waiting.count >= SegmentIntake.mostWaiting { try makeRoomForTheMostWaiting() }
    }

    /// The place of the day's lane; `nil` if there is none, and no room for one.
    private mutating func lanePlace(for day: Day?, rows: Int) throws(StoreError) -> Int? {
        uses += 1
        if let place = lanes.firstIndex(where: { $0.day == day }) {
            if lanes[place].lane.rows + rows > SegmentBuilder.mostRows {
                close(at: place)
                return try lanePlace(for: day, rows: rows)
            }
            lanes[place].lastUse = uses
            return place
        }
        guard lanes.count < SegmentIntake.mostBuilders else { return nil }
        made += 1
        let builder = try SegmentBuilder("\(run)-\(made)", day: day, run: run, in: folder)
        lanes.append((day, SegmentLane(builder, room: room), uses))
        return lanes.count - 1
    }

    private mutating func close(at place: Int, known: [Int64: KnownShard] = [:], carriesAll: Bool = false) {
        let lane = lanes.remove(at: place).lane
        lane.seal(known: known, carriesAll: carriesAll)
        closed.append(lane)
    }

    /// Closes the lane that was not used for longest, and gives its place to the day that most rows wait for.
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
            var free = try lanePlace(for: day, rows: entry.rows.count)
            if free == nil, let oldest = lanes.indices.min(by: { lanes[$0].lastUse < lanes[$1].lastUse }) {
                close(at: oldest)
                free = try lanePlace(for: day, rows: entry.rows.count)
            }
            if let free { try lanes[free].lane.append(entry.batch, picked: entry.rows) }
        }
    }

    /// Seals everything that was taken in, days beside each other, and gives it; `known` are the shards that ended
    /// since the last time.
    mutating func sealAll(known: [Int64: KnownShard]) throws(StoreError) -> [SealedSegment] {
        while let next = waiting.first { try appendWaiting(of: next.day) }
        while !lanes.isEmpty { close(at: lanes.count - 1, known: known, carriesAll: lanes.count == 1) }
        var sealed: [SealedSegment] = []
        for lane in closed {
            if let segment = try lane.finish() { sealed.append(segment) }
        }
        closed = []
        rowsSincePublication = 0
        return sealed
    }

    /// Waits until no lane works any more, whatever became of it.
    func stop() {
        for lane in lanes.map(\.lane) + closed { _ = try? lane.finish() }  // the run has failed already
    }
}
