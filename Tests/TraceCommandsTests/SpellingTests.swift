import LogRecords
import OddValues
import Testing

@testable import TraceCommands

/// One moment, spelt as people, browsers, mailers and servers spell it.
struct SpellingTests {
    /// What the clocks of a zone show at a moment.
    private struct Shown {
        var date: CivilDate
        var hour: Int64
        var minute: Int64
        var second: Int64
        var offset: String
        var weekday: Int

        init(_ moment: Instant, ahead minutes: Int) {
            let wall = moment.advanced(by: Int64(minutes) * Instant.minute)
            date = CivilDate(Day(wall))
            let rest = (wall.nanoseconds - Day(wall).start.nanoseconds) / Instant.second
            (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
            offset = offsetText(minutes: minutes)
            weekday = (date.dayNumber % 7 + 10) % 7
        }

        var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }
        var half: String { "\((hour + 11) % 12 + 1):\(two(minute)):\(two(second)) \(hour < 12 ? "AM" : "PM")" }
        var iso: String { "\(date.year)-\(two(date.month))-\(two(date.day))" }
        var month: String { String(months[date.month - 1].prefix(3)) }
        var dayName: String { days[weekday] }

        /// Without a zone.
        var walls: [String] {
            [
                "\(iso) \(clock)", "\(iso)T\(clock)", "\(date.year)/\(two(date.month))/\(date.day) \(clock)",
                "\(two(date.day)).\(two(date.month)).\(date.year) \(clock)", "\(date.day) \(month) \(date.year) \(half)",
                "\(months[date.month - 1]) \(date.day), \(date.year) at \(half.lowercased())",
                "\(month). \(date.day)th \(date.year), \(half)",
                "\(dayName), \(date.day)-\(month)-\(date.year) \(clock)", "\(clock) \(date.day) \(month) \(date.year)",
                "\(date.year)\(two(date.month))\(two(date.day))T\(clock.filter { $0 != ":" })", "`\(iso)  \(clock)`",
                "\(iso)\u{A0}\(half.replacing(" ", with: "\u{202F}"))", "\"\(dayName) \(month) \(date.day) \(clock) \(date.year)\"",
                "\(iso) \(clock).000",
            ]
        }

        /// With its offset.
        var whole: [String] {
            let plain = offset.filter { $0 != ":" }
            return walls.map { $0.trimmingQuotes + " " + plain } + [
                "\(iso)T\(clock)\(offset)", "\(iso) \(clock)\(offset)",
                "\(dayName), \(date.day) \(month) \(date.year) \(clock) \(plain)",
                "\(two(date.day))/\(month)/\(date.year):\(clock) \(plain)",
                "\(dayName) \(month) \(two(date.day)) \(date.year) \(clock) GMT\(plain) (Somewhere Standard Time)",
                "\(half) UTC\(offset) on \(date.day) \(month) \(date.year)", "\(iso) \(clock) \(plain) (\(offset))",
            ]
        }

        private func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
    }

    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns", "-03:30", "JST",
    ]

    @Test func `the same moment is the same moment, however and wherever it is written`() throws {
        var dice = Dice.throwing("spellings of a moment")
        for _ in 0..<Dice.count(60, soak: 6000) {
            let moment = Instant(nanoseconds: Int64.random(in: 1_600_000_000...1_900_000_000, using: &dice) * Instant.second)
            let name = dice.element(of: Self.zones)
            let zone = try ReadZone(name)
            let shown = Shown(moment, ahead: zone.offsetSeconds(at: moment) / 60)
            let expected = moment.text(digits: 0)
            for text in shown.whole { #expect(try read(text, dice.element(of: Self.zones)) == expected, "\(text)") }
            let seconds = moment.nanoseconds / Instant.second
            for text in ["\(seconds)", "\(seconds)000", "\(seconds)000000", "\(seconds)000000000", "\(seconds).0"] {
                #expect(try read(text, name) == expected)
            }
            // The hour that comes twice is refused.
            guard zone.moments(of: moment.advanced(by: Int64(zone.offsetSeconds(at: moment)) * Instant.second)).count == 1 else {
                continue
            }
            for text in shown.walls { #expect(try read(text, name) == expected, "\(text) in \(name)") }
        }
    }

    @Test func `a damaged spelling is read as a time that there is, or refused`() throws {
        var dice = Dice.throwing("damaged times")
        let shown = Shown(typedAt, ahead: 120)
        let texts = shown.walls + shown.whole + ["yesterday 10:30", "3 p.m.", "1789560840.5", "2026-10-25 02:30 Europe/Berlin"]
        for _ in 0..<Dice.count(1500, soak: 500_000) {
            let bytes = Damage.done(to: Array(dice.element(of: texts).utf8), with: texts.map { Array($0.utf8) }, &dice)
            do throws(TimeError) {
                let zone = try ReadZone(dice.element(of: Self.zones))
                let reading = try TimeReading(String(decoding: bytes, as: UTF8.self), in: zone, now: typedAt)
                #expect(reading.range.from <= reading.range.to)
                #expect(reading.said(as: "--around") != nil)
            } catch {
                #expect(!error.explanation.what.isEmpty && error.explanation.hint?.isEmpty == false)
            }
        }
    }

    @Test func `a day is the same day, however it is written, and holds each of its moments`() throws {
        var dice = Dice.throwing("spellings of a day")
        for _ in 0..<Dice.count(60, soak: 6000) {
            let moment = Instant(nanoseconds: Int64.random(in: 1_600_000_000...1_900_000_000, using: &dice) * Instant.second)
            let zone = try ReadZone(dice.element(of: Self.zones))
            let date = zone.date(at: moment)
            let month = months[date.month - 1]
            let texts = [
                "\(date.year)-\(date.month)-\(date.day)", "\(date.day).\(date.month).\(date.year)",
                "\(date.day) \(month) \(date.year)",
                "\(month.prefix(3)) \(date.day), \(date.year)", "\(date.year)/\(date.month)/\(date.day)",
            ]
            let days = try texts.map { try TimeReading($0, in: zone, now: typedAt) }
            #expect(Set(days.map(\.range)).count == 1 && days.allSatisfy(\.isDay), "\(texts)")
            #expect(days[0].range.contains(moment))
        }
    }
}

private let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]
private let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

extension String {
    fileprivate var trimmingQuotes: String { filter { $0 != "`" && $0 != "\"" } }
}
