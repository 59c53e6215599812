import LogRecords
import Testing

@testable import TraceCommands

/// Times as people write them.
struct TimeReadingTests {
    @Test(arguments: [
        ("2026-09-16T15:14:07Z", "UTC", "2026-09-16T15:14:07Z"), ("2026-09-16 15:14", "Europe/Berlin", "2026-09-16T13:14:00Z"),
        ("3:14 PM", "Europe/Berlin", "2026-11-30T14:14:00Z"), ("3:14pm", "UTC", "2026-11-30T15:14:00Z"),
        ("3 p.m.", "UTC", "2026-11-30T15:00:00Z"), ("16.09.2026 15:14", "Europe/Berlin", "2026-09-16T13:14:00Z"),
        ("Sep 16, 2026 3:14 PM CEST", "UTC", "2026-09-16T13:14:00Z"), ("yesterday 10:30", "Asia/Kolkata", "2026-11-29T05:00:00Z"),
        ("today at 9:05", "UTC", "2026-11-30T09:05:00Z"), ("16 September 2026, 15:14 Uhr", "CEST", "2026-09-16T13:14:00Z"),
        ("2026-09-16", "Europe/Berlin", "2026-09-15T22:00:00Z - 2026-09-16T22:00:00Z"),
        ("today", "America/New_York", "2026-11-30T05:00:00Z - 2026-12-01T05:00:00Z"),
        ("yesterday", "Asia/Tokyo", "2026-11-29T15:00:00Z - 2026-11-30T15:00:00Z"),
        ("16.09.2026", "UTC", "2026-09-16T00:00:00Z - 2026-09-17T00:00:00Z"),
        // The day is as long as the clocks make it.
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z - 2026-03-29T22:00:00Z"),
        ("2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z - 2026-10-25T23:00:00Z"),
        ("1789560840", "Asia/Tokyo", "2026-09-16T12:14:00Z"), ("1789560840.500", "UTC", "2026-09-16T12:14:00.500Z"),
        ("2026-10-25 02:30 CEST", "Europe/Berlin", "2026-10-25T00:30:00Z"),
        ("2026-10-25 02:30 CET", "Europe/Berlin", "2026-10-25T01:30:00Z"),
    ])
    func `a time is read as people mean it`(_ text: String, _ zone: String, _ expected: String) throws {
        #expect(try read(text, zone) == expected)
    }

    @Test(arguments: [
        ("09/10/2026", "UTC", "day and month could be either; say which: 2026-10-09 or 2026-09-10"),
        ("09-10-2026 15:14", "UTC", "day and month could be either; say which: 2026-10-09 or 2026-09-10"),
        ("16.09.26", "UTC", "a year of two digits could be a day"), ("16 Sep 15:14", "UTC", "a date without its year"),
        ("Sep 2026", "UTC", "a month without a day"), ("2026-02-30 10:31", "UTC", "no calendar has this date"),
        ("10:30-11:00", "UTC", "this is more than one time"), ("2026-09-16 10:30-11:00", "UTC", "this is more than one time"),
        ("10:30 - 11:00", "UTC", "this is more than one time"), ("5:30 PM", "UTC", "this time of today is still to come"),
        ("Tue, 16 Sep 2026 15:14", "UTC", "the date is a Wednesday, and the text says another day"),
        (
            "2026-03-29 02:30", "Europe/Berlin",
            "say which: '2026-03-29T02:30:00+01:00' (2026-03-29T01:30:00Z) or '2026-03-29T02:30:00+02:00' (2026-03-29T00:30:00Z)"
        ),
        (
            "2026-10-25 02:30", "Europe/Berlin",
            "say which: '2026-10-25T02:30:00+02:00' (2026-10-25T00:30:00Z) or '2026-10-25T02:30:00+01:00' (2026-10-25T01:30:00Z)"
        ),
        ("2026-12-16 15:14 CEST", "UTC", "no clock showed CEST on that day; put in its place +01:00 or +02:00"),
        ("2026-09-16 15:14 +0200 CET", "UTC", "two zones that disagree"),
        ("2026-09-16 15:14 MSK JST", "UTC", "two zones that disagree"),
        ("9999-01-01 00:00", "UTC", "times reach from 1678 to 2261"),
        ("half past ten", "UTC", "man trace, TIMES"), ("2026-09-16 15:14 yesterday", "UTC", "cannot read the time"),
        ("2026-09-16 15:14 XYZ", "UTC", "cannot read the time"), ("Monday 10:30", "UTC", "a day of the week without its date"),
        ("15:14 Berlin", "UTC", "did you mean Europe/Berlin?"), ("15:14 Mars/Olympus", "UTC", "no such time zone"),
        (String(repeating: "1", count: 129), "UTC", "longer than 128 characters"),
        ("2011-12-30", "Pacific/Apia", "there was no such day in Pacific/Apia"),
    ])
    func `what could be two times, or is none, is refused with the choices`(_ text: String, _ zone: String, _ expected: String) {
        #expect(refusal(of: text, zone).contains(expected), "\(refusal(of: text, zone))")
    }

    /// What a choice offers can be typed, and is then read as it says.
    @Test(arguments: ["2026-03-29 02:30", "2026-10-25 02:30"]) func `each choice is a time by itself`(_ text: String) throws {
        let choices = refusal(of: text, "Europe/Berlin").matches(of: #/'([^']+)' \(([^)]+)\)/#)
        #expect(choices.count == 2)
        for choice in choices { #expect(try read(String(choice.1), "Europe/Berlin") == String(choice.2)) }
    }

    /// Shapes on which other readers of dates failed, each with the report.
    @Test(arguments: [
        // An empty text was today. https://github.com/dateutil/dateutil/issues/78
        ("", "UTC", "cannot read the time"),
        // Missing parts were filled with today's. https://github.com/dateutil/dateutil/issues/834
        ("2018-10", "UTC", "a month without a day"),
        // https://github.com/dateutil/dateutil/issues/1253
        ("1A2B", "UTC", "cannot read the time"),
        // https://github.com/dateutil/dateutil/issues/1137
        ("09.06", "UTC", "a date without its year"),
        // The first of these was 15 April, the second 5 February. https://github.com/scrapinghub/dateparser/issues/539
        ("15/4/2019", "UTC", "read as 2019-04-15T00:00:00Z - 2019-04-16T00:00:00Z"),
        ("2/5/2019", "UTC", "day and month could be either"),
        // It was the year 1010. https://github.com/scrapinghub/dateparser/issues/606
        ("20110101", "UTC", "read as 2011-01-01T00:00:00Z - 2011-01-02T00:00:00Z"),
        // IST was Israel's, BST Bougainville's. https://github.com/scrapinghub/dateparser/issues/580, .../pull/1366
        (
            "February 03, 2018 07:18 IST", "UTC",
            "put in its place Asia/Kolkata, Europe/Dublin or Asia/Jerusalem, or an offset: +05:30, +01:00 or +02:00"
        ),
        ("16 Feb 2018 09:59 AM BST", "UTC", "several zones are called so"),
        // The zone before the year was passed over. https://github.com/dateutil/dateutil/issues/189
        ("Tue Feb 23 00:44:27 PST 2016", "UTC", "several zones are called so"),
        ("Tue Feb 23 00:44:27 MSK 2016", "UTC", "read as 2016-02-22T21:44:27Z"),
        // Noon. https://github.com/moment/moment/pull/74
        ("2026-09-16 12:00 am", "UTC", "read as 2026-09-16T00:00:00Z"),
        ("2026-09-16 12:30 PM", "UTC", "read as 2026-09-16T12:30:00Z"),
        // https://github.com/datejs/Datejs/issues/60
        ("2026-09-16 0:00 pm", "UTC", "no clock shows this time"), ("2026-09-16 15:14 PM", "UTC", "no clock shows this time"),
        // It was noon of today. https://github.com/wanasit/chrono/issues/217
        ("today", "UTC", "read as 2026-11-30T00:00:00Z - 2026-12-01T00:00:00Z"),
        // What browsers put before PM. https://github.com/date-fns/date-fns/issues/3348
        ("9/16/2026, 3:14:07\u{202F}PM", "UTC", "read as 2026-09-16T15:14:07Z"),
        // Ahead, not behind. https://github.com/moment/moment-timezone/issues/656
        ("2026-09-16 15:14 UTC+2", "UTC", "read as 2026-09-16T13:14:00Z"),
        ("2026-09-16 15:14 Etc/GMT+2", "UTC", "read as 2026-09-16T17:14:00Z"),
        // Gaps of two hours and of half an hour. https://github.com/langgenius/dify/issues/39230
        ("2024-03-31 01:30", "Antarctica/Troll", "'2024-03-31T01:30:00+00:00' (2024-03-31T01:30:00Z)"),
        ("2026-10-04 02:15", "Australia/Lord_Howe", "there was no such time in Australia/Lord_Howe"),
        // A day that begins at one. https://github.com/apache/pinot/pull/18311
        ("2026-04-24", "Africa/Cairo", "read as 2026-04-23T22:00:00Z - 2026-04-24T21:00:00Z"),
        // https://github.com/tc39/proposal-temporal/issues/2892
        ("2024-03-10T02:30-04:00[America/New_York]", "UTC", "two zones that disagree"),
        // https://github.com/scrapinghub/dateparser/pull/1378
        ("2026-05-08", "UTC", "read as 2026-05-08T00:00:00Z - 2026-05-09T00:00:00Z"),
    ])
    func `what others read wrongly is read rightly, or refused`(_ text: String, _ zone: String, _ expected: String) {
        #expect(refusal(of: text, zone).contains(expected), "\(refusal(of: text, zone))")
    }
}
