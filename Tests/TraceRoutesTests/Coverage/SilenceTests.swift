import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// When silence is a hole, when it is proved to be none, and when nobody can tell.
struct SilenceTests {
    /// Hours since 1970; the store's day begins there.
    private static let day = SourceHour.hour(of: Story.at(0)) / 24 * 24

    private static func at(_ hour: Int64, _ minute: Int64 = 0) -> Instant {
        Instant(nanoseconds: (day + hour) * Instant.hour + minute * Instant.minute)
    }

    private static func station(_ source: String, _ region: String, _ place: HopPlace) -> Station {
        Station(source: source, region: region, service: "gateway", place: place)
    }

    /// Cloud Run's hours from 0 to 24, all loaded, and gateways of two regions.
    private final class Night {
        let store: InMemoryStore
        private var number: Int64 = 900

        init(cloudRun: [Int64: Set<String>] = [:], quietHoursAreLoaded: Bool = true) {
            let shards = (0..<24).map { hour in
                let rhythm = ShardRhythm(
                    series: "requests", window: TimeRange(from: at(Int64(hour)), to: at(Int64(hour) + 1)),
                    periodNanoseconds: Instant.hour, part: "S0", isGapless: false)
                var entry = ShardEntry(madeUp: Int64(hour + 1), for: [], path: "run/\(hour)", rhythm: rhythm)
                entry.sources = [
                    .init(name: Source.cloudRun, records: 1, span: TimeRange(from: at(Int64(hour), 1), to: at(Int64(hour), 58)))
                ]
                return entry
            }
            store = InMemoryStore(shards: shards)
            store.hours[1] = cloudRun.flatMap { hour, regions in
                regions.map { region in
                    let span = TimeRange(from: at(hour, 10), to: at(hour, 40))
                    return SourceHour(
                        station: station(Source.cloudRun, region, .runtime), hour: day + hour, lines: 5, span: span, reached: 5,
                        reachedSpan: span)
                }
            }
        }

        /// A replica's only shard.
        func replica(
            _ name: String, _ region: String, from: Int64, to: Int64, first: Int64 = 1, stopped: Bool = true,
            heard: [Int64]? = nil
        ) {
            number += 1
            let rhythm = ShardRhythm(
                series: "\(region)/\(name)", window: TimeRange(from: at(from), to: at(from + 1)), periodNanoseconds: nil, part: "0",
                isGapless: false)
            var entry = ShardEntry(madeUp: number, for: [], path: "\(region)/\(name)", rhythm: rhythm)
            let span = TimeRange(from: at(from), to: at(to))
            entry.sources = [.init(name: Source.waybillGateway, records: 1, span: span)]
            store.entries[number] = entry
            store.replicas[number] = [
                Replica(
                    instance: name, source: Source.waybillGateway, region: region, firstNumber: first, lastNumber: first + 9,
                    span: span, stopped: stopped ? first + 9 : nil)
            ]
            store.hours[number] = (heard ?? Array(from..<to)).map { hour in
                SourceHour(
                    station: station(Source.waybillGateway, region, .application), hour: day + hour, lines: 5,
                    span: TimeRange(from: at(hour, 10), to: at(hour, 40)))
            }
        }

        func coverage(_ from: Instant, _ to: Instant) throws -> Coverage {
            try Tracer(store: store).ledger().coverage(in: TimeRange(from: from, to: to))
        }
    }

    @Test func `a region whose gateway wrote nothing while Cloud Run saw it answer has a hole, and the share is said`() throws {
        let night = Night(cloudRun: [3: ["here"], 4: ["here"], 5: ["here"], 9: ["here", "there"]])
        night.replica("a", "here", from: 1, to: 3)
        night.replica("b", "there", from: 1, to: 20)
        let coverage = try night.coverage(Self.at(3), Self.at(6))
        #expect(!coverage.complete)
        #expect(coverage.hasHoles)
        #expect(
            coverage.silences == [
                Silence(
                    state: .hole, source: Source.waybillGateway, region: "here",
                    range: TimeRange(from: Self.at(3, 10), to: Self.at(5, 40)),
                    reason: .seenInFront(by: Source.cloudRun, requests: 15, heard: 0))
            ])
        #expect(try night.coverage(Self.at(1, 30), Self.at(1, 31)).complete)
    }

    @Test func `hours in which nobody asked a silent region are of the same silence, and a line of it parts two`() throws {
        let night = Night(cloudRun: [3: ["here"], 7: ["here"], 12: ["here"], 20: ["there"]])
        night.replica("a", "here", from: 1, to: 3)
        night.replica("b", "there", from: 1, to: 21)
        func ranges() throws -> [TimeRange] { try night.coverage(Self.at(2), Self.at(14)).silences.map(\.range) }
        #expect(try ranges() == [TimeRange(from: Self.at(3, 10), to: Self.at(12, 40))])
        night.replica("c", "here", from: 9, to: 10)
        #expect(
            try ranges() == [
                TimeRange(from: Self.at(3, 10), to: Self.at(7, 40)), TimeRange(from: Self.at(12, 10), to: Self.at(12, 40)),
            ])
    }

    @Test func `a region that said that it stopped, and that nobody asks any more, is no hole`() throws {
        let night = Night(cloudRun: [1: ["here"], 2: ["here"], 9: ["there"]])
        night.replica("a", "here", from: 1, to: 3)
        night.replica("b", "there", from: 1, to: 20)
        #expect(try night.coverage(Self.at(3), Self.at(15)).complete)
    }

    @Test func `behind the last line of a replica that did not say that it stopped nobody knows`() throws {
        let night = Night()
        night.replica("a", "here", from: 1, to: 3, stopped: false)
        night.replica("b", "there", from: 1, to: 20)
        let coverage = try night.coverage(Self.at(5), Self.at(6))
        #expect(coverage.silences.map(\.reason) == [.endNotSaid(instance: "a")])
        #expect(!coverage.complete)
        #expect(!coverage.hasHoles)
        #expect(try night.coverage(Self.at(2), Self.at(2, 1)).complete)
    }

    @Test func `it is quiet where all in front that names its region is loaded whole and saw no request any more`() throws {
        let asked = Night(cloudRun: [1: ["here"], 2: ["here"], 5: ["here"]])
        let quiet = Night(cloudRun: [1: ["here"], 2: ["here"], 12: ["here"]])
        for night in [asked, quiet] {
            night.replica("a", "here", from: 1, to: 3, stopped: false)
            night.replica("b", "there", from: 1, to: 20)
        }
        #expect(try !asked.coverage(Self.at(6), Self.at(7)).complete)
        #expect(try quiet.coverage(Self.at(6), Self.at(7)).complete)
        // An hour of Cloud Run that is not loaded may have had requests.
        quiet.store.entries[7] = nil
        #expect(try quiet.coverage(Self.at(6), Self.at(7)).silences.map(\.reason) == [.endNotSaid(instance: "a")])
    }

    @Test func `neither an end of the store nor the time that lines take to arrive is a hole`() throws {
        let night = Night(cloudRun: [2: ["here"], 3: ["here"], 20: ["here"]])
        night.replica("a", "here", from: 5, to: 20)
        for (hour, why) in [(Int64(2), "before its first line"), (20, "behind its last line")] {
            let coverage = try night.coverage(Self.at(hour, 10), Self.at(hour, 40))
            #expect(!coverage.complete, "\(why)")
            #expect(!coverage.silences.contains { $0.state == .hole }, "\(why)")
        }
    }

    @Test func `a replica whose first line is missing wrote before it what nobody knows`() throws {
        let night = Night()
        night.replica("a", "here", from: 1, to: 20)
        night.replica("b", "here", from: 9, to: 20, first: 40)
        #expect(
            try night.coverage(Self.at(7), Self.at(8)).silences.map(\.reason) == [.beginningMissing(instance: "b", first: 40)])
        #expect(try night.coverage(Self.at(10), Self.at(11)).complete)
    }

    @Test func `a shard whose lines were not counted makes its time unknown, and no other`() throws {
        let night = Night()
        night.replica("a", "here", from: 1, to: 23)
        night.store.uncounted = [4]
        #expect(try night.coverage(Self.at(3), Self.at(3, 30)).silences.map(\.reason) == [.notCounted])
    }

    @Test func `a clause whose record may be missing says that its own record is`() throws {
        let night = Night(cloudRun: [3: ["here"]])
        night.replica("a", "here", from: 1, to: 3)
        night.replica("b", "there", from: 1, to: 20)
        let ledger = try Tracer(store: night.store).ledger()
        let found = ledger.whyAbsent([Source.waybillGateway], around: TimeRange(from: Self.at(3, 20), to: Self.at(3, 21)))
        #expect(found.cause == .notLoaded)
        #expect(found.detail?.code == .silent)
        let calm = ledger.whyAbsent([Source.waybillGateway], around: TimeRange(from: Self.at(8), to: Self.at(8, 1)))
        #expect(calm.cause == .noneFound)
    }

    @Test func `what the answer to one time says, the calendar says of that time too`() throws {
        let night = Night(cloudRun: [3: ["here"], 9: ["here", "there"]])
        night.replica("a", "here", from: 1, to: 3, stopped: false)
        night.replica("b", "there", from: 1, to: 20, first: 7)
        for hour in Int64(0)..<24 {
            let range = TimeRange(from: Self.at(hour), to: Self.at(hour, 59))
            let tracer = Tracer(store: night.store)
            let calendar = try tracer.calendar(in: range)
            #expect(calendar.silences == (try tracer.ledger().makeCoverage(in: range, late: false).silences), "\(hour)")
            #expect(calendar.complete == (try tracer.ledger().makeCoverage(in: range, late: false).complete), "\(hour)")
        }
    }
}
