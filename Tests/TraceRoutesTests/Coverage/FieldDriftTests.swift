import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

struct FieldDriftTests {
    /// Days with 100 lines each, by what a field's values were: `nil` is a day without the field, `100` lines unless
    /// said.
    private func drift(
        _ days: [[FieldCount.Kind: Int64]], looked: Int64 = 100, on asked: ClosedRange<Int32>? = nil, source: String = "s"
    ) -> [FieldDrift] {
        let counts = days.enumerated().flatMap { day, kinds in
            [FieldCount(day: Day(number: Int32(day)), source: source, path: "", kind: .line, lines: looked)]
                + kinds.map { FieldCount(day: Day(number: Int32(day)), source: source, path: "f", kind: $0, lines: $1) }
        }
        let range = asked ?? 0...Int32(days.count - 1)
        return FieldDrift.all(in: counts, on: Day(number: range.lowerBound)...Day(number: range.upperBound))
    }

    @Test func `what stays the same does not drift`() {
        #expect(drift([[.text: 100], [.text: 90], [.text: 95]]).isEmpty)
    }

    @Test func `a field that was not there before appeared, once`() {
        let found = drift([[:], [:], [.text: 100], [.text: 100]])
        #expect(found.map(\.change) == [.appeared])
        #expect(found.first?.day.number == 2)
        #expect(found.first?.lookedBefore == 200)
    }

    @Test func `a field that is not there any more vanished, once`() {
        let found = drift([[.text: 100], [.text: 100], [:], [:], [:]])
        #expect(found.map(\.change) == [.vanished])
        #expect(found.map(\.day.number) == [2])
        #expect(found.first?.linesBefore == 200)
    }

    @Test func `a field of another kind changed, once`() {
        let found = drift([[.number: 100], [.number: 100], [.text: 100], [.text: 100]])
        #expect(found.map(\.change) == [.changedKind(from: .number, to: .text)])
        #expect(found.map(\.day.number) == [2])
    }

    @Test func `a field that is of two kinds from now on changed`() {
        #expect(drift([[.number: 100], [.number: 60, .text: 40]]).map(\.change) == [.changedKind(from: .number, to: .text)])
    }

    @Test func `a rare field is not missed, and its coming is no news`() {
        #expect(drift([[.text: 3], [:], [.text: 2]]).isEmpty)
        #expect(drift([[:], [.text: 5]]).isEmpty)
        #expect(drift([[.number: 100], [.number: 97, .text: 3]]).isEmpty)
    }

    @Test func `a field that fewer than a quarter of the lines have comes and goes unsaid`() {
        #expect(drift([[.text: 240], [:]], looked: 1000).isEmpty)
        #expect(drift([[:], [.text: 240]], looked: 1000).isEmpty)
        #expect(drift([[.text: 260], [:]], looked: 1000).map(\.change) == [.vanished])
    }

    /// Of a source that several programs write, one may be missing for a day.
    @Test func `each kind of lines is compared with itself`() {
        let days: [(String, Int32, [String])] = [("s a", 0, ["f"]), ("s b", 0, ["g"]), ("s b", 1, ["g"]), ("s c", 1, ["h"])]
        let counts = days.flatMap { source, day, fields in
            [FieldCount(day: Day(number: day), source: source, path: "", kind: .line, lines: 100)]
                + fields.map { FieldCount(day: Day(number: day), source: source, path: $0, kind: .text, lines: 100) }
        }
        #expect(FieldDrift.all(in: counts, on: Day(number: 0)...Day(number: 1)) == [])
        let gone = counts.filter { $0.path != "g" || $0.day.number == 0 }
        #expect(FieldDrift.all(in: gone, on: Day(number: 0)...Day(number: 1)).map { "\($0.source) \($0.path)" } == ["s g"])
    }

    @Test func `the first day has nothing to be compared with, nor has one after a pause of months`() {
        #expect(drift([[.text: 100]]).isEmpty)
        let long = [[.text: 100]] + Array(repeating: [FieldCount.Kind: Int64](), count: 40)
        let counts = long.enumerated().filter { $0.offset == 0 || $0.offset == 40 }.flatMap { day, kinds in
            [FieldCount(day: Day(number: Int32(day)), source: "s", path: "", kind: .line, lines: 100)]
                + kinds.map { FieldCount(day: Day(number: Int32(day)), source: "s", path: "f", kind: $0, lines: $1) }
        }
        #expect(FieldDrift.all(in: counts, on: Day(number: 0)...Day(number: 40)).isEmpty)
    }

    @Test func `only the days asked for are judged, by the days before them`() {
        let days: [[FieldCount.Kind: Int64]] = [[.text: 100], [.text: 100], [:], [.text: 100]]
        #expect(drift(days, on: 3...3).isEmpty, "it was there on the days before")
        #expect(drift(days, on: 2...2).map(\.change) == [.vanished])
        #expect(drift(days, on: 0...1).isEmpty)
    }

    @Test func `a source is compared with itself`() throws {
        let store = InMemoryStore(shards: Shards.edge())
        let day = Day(Story.day)
        store.fields[100 + 24_000] = ["a", "b"].flatMap { source in
            [day.number - 1, day.number].flatMap { number in
                [FieldCount(day: Day(number: number), source: source, path: "", kind: .line, lines: 100)]
                    + (source == "a" || number == day.number
                        ? [FieldCount(day: Day(number: number), source: source, path: "f", kind: .text, lines: 100)] : [])
            }
        }
        let tracer = Tracer(store: store)
        #expect(try tracer.drift(in: nil).map(\.source) == ["b"])
        #expect(try tracer.drift(in: nil, of: "a").isEmpty)
    }
}
