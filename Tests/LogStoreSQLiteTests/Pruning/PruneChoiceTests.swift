import LogRecords
import Testing

@testable import LogStoreSQLite

@Suite struct PruneChoiceTests {
    private static let days = (0..<10).map { StoredDay(day: Day(number: 20_000 + $0), segments: 1, rows: 10, bytes: 100) }

    private func chosen(days: Int32? = nil, bytes: Int64? = nil, today: Int32 = 20_009, undated: Int64 = 0) -> [Int32] {
        PruneChoice.chosen(
            of: Self.days, undatedBytes: undated, limits: PruneLimits(days: days, bytes: bytes), today: Day(number: today)
        ).map(\.day.number)
    }

    @Test func `today and as many days before it stay`() {
        #expect(chosen(days: 7) == [20_000, 20_001])
        #expect(chosen(days: 9) == [])
        #expect(chosen(days: 0) == Array(20_000..<20_009))
    }

    @Test func `the oldest go until the rest fits`() {
        #expect(chosen(bytes: 1000) == [])
        #expect(chosen(bytes: 999) == [20_000])
        #expect(chosen(bytes: 350) == Array(20_000...20_006))
        #expect(chosen(bytes: 350, undated: 100) == Array(20_000...20_007))
    }

    @Test func `the newest day stays, however big it is, unless it is too old`() {
        #expect(chosen(bytes: 0) == Array(20_000...20_008))
        #expect(chosen(days: 90, bytes: 0, today: 30_000) == Array(20_000...20_009))
    }

    @Test func `with both limits a day goes when either says so`() {
        #expect(chosen(days: 7, bytes: 400) == Array(20_000...20_005))
        #expect(chosen(days: 3, bytes: 900) == Array(20_000...20_005))
    }
}
