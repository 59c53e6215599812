import LogRecords
import Testing

struct InstantTests {
    @Test(arguments: [
        ("2024-09-15T13:32:08.495Z", 1_726_407_128_495_000_000),
        ("2024-09-15 13:32:08,495123Z", 1_726_407_128_495_123_000),
        ("2024-09-15T15:32:08.495123456+02:00", 1_726_407_128_495_123_456),
        ("2024-09-15t13:32:08z", 1_726_407_128_000_000_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000),
        ("2024-09-15T13:32:08.4951234567890123Z", 1_726_407_128_495_123_456),
        ("2024-09-15T15:32:08+0200", 1_726_407_128_000_000_000), ("2024-09-15T15:32:08+02", 1_726_407_128_000_000_000),
        ("2024-09-15T13:32:08.495-00:00", 1_726_407_128_495_000_000),
        // BigQuery; Ruby's and Go's times as they print themselves; Python's `isoformat() + "Z"`.
        ("2024-09-15 13:32:08.495000 UTC", 1_726_407_128_495_000_000), ("2024-09-15 15:32:08 +0200", 1_726_407_128_000_000_000),
        ("2024-09-15 13:32:08.495 +0000 UTC", 1_726_407_128_495_000_000),
        ("2024-09-15T13:32:08.495123+00:00Z", 1_726_407_128_495_123_000),
        ("1969-12-31T23:59:59.999999999Z", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
    ])
    func `RFC 3339 text is read to the nanosecond`(text: String, nanoseconds: Int64) {
        #expect(Instant(rfc3339: text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "2024-09-15", "2024-09-15T13:32:08", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-09-15T24:00:00Z",
        "2024-09-15T13:32:08.Z", "2024-09-15T13:32:08.495Zx", "2024-09-15T13:32:08+2:00", "1500-01-01T00:00:00Z",
        "2900-01-01T00:00:00Z", "２024-09-15T13:32:08Z", "2024-00-10T00:00:00Z", "2024-01-00T00:00:00Z",
        "2024-09-15T13:32:08+02:00Z", "2024-09-15T13:32:08 CET", "2024-09-15T13:32:08+0200 UTC", "2024-09-15T13:32:08+020",
        "2024-09-15T13:32:08ZZ", "2024-09-15T13:32:08 ", "2024-09-15T13:32:08.1 UT",
    ])
    func `text that is no moment gives none`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [Int64.min, -1_000_000_001, -1, 0, 1, 999_999, 1_726_407_128_495_000_000, 4_102_444_800_000_000_000, .max])
    func `what is written is read back`(nanoseconds: Int64) {
        let instant = Instant(nanoseconds: nanoseconds)
        guard (1678...2261).contains(CivilDate(Day(instant)).year) else { return }
        #expect(Instant(rfc3339: instant.text()) == instant)
    }

    @Test func `a time without a zone is a moment only where it is known to be UTC`() {
        var text = "2024-09-15T13:32:08.495"
        text.withUTF8 { bytes in
            #expect(Instant(rfc3339: UnsafeRawBufferPointer(bytes)) == nil)
            let instant = Instant(rfc3339: UnsafeRawBufferPointer(bytes), withoutZone: .isUTC)
            #expect(instant?.nanoseconds == 1_726_407_128_495_000_000)
        }
    }

    @Test func `a fraction has as many digits as it needs, three at least`() {
        #expect(Instant(nanoseconds: 1_726_407_128_000_000_000).description == "2024-09-15T13:32:08.000Z")
        #expect(Instant(nanoseconds: 1_726_407_128_000_001_000).description == "2024-09-15T13:32:08.000001Z")
        #expect(Instant(nanoseconds: 1_726_407_128_000_000_001).description == "2024-09-15T13:32:08.000000001Z")
        #expect(Instant(nanoseconds: 1_726_407_128_000_000_000).text(digits: 0) == "2024-09-15T13:32:08Z")
    }

    @Test func `a day begins at midnight, before 1970 too`() {
        #expect(Day(Instant(nanoseconds: -1)).description == "1969-12-31")
        #expect(Day(Instant(nanoseconds: 0)).description == "1970-01-01")
        #expect(Day(Instant(nanoseconds: -Instant.day)).number == -1)
        #expect(Instant(nanoseconds: .min).description == "1677-09-21T00:12:43.145224192Z")
    }

    @Test func `every day of four centuries is its own calendar date`() {
        var previous = CivilDate(Day(number: -135_141))
        for number in Int32(-135_140)...Int32(11_000) {
            let date = CivilDate(Day(number: number))
            #expect(date.dayNumber == Int(number))
            #expect((date.year, date.month, date.day) > (previous.year, previous.month, previous.day))
            previous = date
        }
    }

    @Test func `adding beyond the range stops at its end`() {
        #expect(Instant(nanoseconds: .max - 1).advanced(by: 5).nanoseconds == .max)
        #expect(Instant(nanoseconds: .min + 1).advanced(by: -5).nanoseconds == .min)
    }
}
