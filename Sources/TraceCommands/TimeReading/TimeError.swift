import LogRecords

/// What is wrong with a time that was typed: wrong usage, with the choices where there are some.
enum TimeError: Explained, Equatable {
    case unreadable(String)
    case tooLong
    case beyond(String)
    case noSuchDate(String)
    case noSuchTime(String)
    case noYear(String)
    case noDayOfMonth(String)
    case shortYear(String)
    /// Which is the day, and which the month.
    case severalDates(String, [CivilDate])
    case wrongWeekday(String, day: String)
    /// A day of the week alone is one of many.
    case noDate(String)
    /// A moment where a day is wanted.
    case noDay(String)
    case aRange(String)
    /// A time without a day that is not over yet.
    case stillToCome(String)
    case noZone(String, like: [String])
    case severalZones(String, [ZoneMeaning])
    case twoZones(String)
    /// No clock showed this abbreviation on that day.
    case outOfSeason(String, zone: String, choices: [String])
    /// The clock was put forward over it.
    case skipped(String, zone: String, choices: [String])
    case skippedDay(String, zone: String)
    /// The clock was put back over it.
    case twice(String, zone: String, choices: [String])
    case endsBefore(to: String, from: String)
    case rangeTooLong(days: Int64)

    /// Where the ways to write a time are listed.
    static let page = "man trace, TIMES, lists the ways to write one"

    var explanation: Explanation {
        switch self {
        case .unreadable(let text):
            Explanation(
                "cannot read the time", at: text,
                hint: "such as '2026-09-16 15:14', '16 Sep 2026 3:14 PM CEST', 'yesterday 10:30' or 2026-09-16; \(Self.page)")
        case .tooLong:
            Explanation("the time is longer than \(TimeReading.longestText) characters", hint: Self.page)
        case .beyond(let text): Explanation("no such time", at: text, hint: "times reach from 1678 to 2261")
        case .noSuchDate(let text): Explanation("no calendar has this date", at: text, hint: Self.page)
        case .noSuchTime(let text):
            Explanation(
                "no clock shows this time", at: text, hint: "hours are 0 to 23, or 1 to 12 with AM or PM; midnight is 0:00 or 12 AM"
            )
        case .noYear(let text):
            Explanation("a date without its year", at: text, hint: "put the year to it: '16 Sep 2026', 2026-09-16")
        case .noDayOfMonth(let text):
            Explanation("a month without a day", at: text, hint: "a range of days is said with --from and --to")
        case .shortYear(let text):
            Explanation("a year of two digits could be a day", at: text, hint: "write it with four: 2026-09-16 or 16.09.2026")
        case .severalDates(let text, let dates):
            Explanation(
                "day and month could be either", at: text,
                hint: "say which: " + dates.map { "\(Day(number: Int32(clamping: $0.dayNumber)))" }.joined(separator: " or "))
        case .wrongWeekday(let text, let day):
            Explanation(
                "the date is a \(day), and the text says another day", at: text, hint: "leave the day's name out, or mend the date")
        case .noDate(let text):
            Explanation("a day of the week without its date", at: text, hint: "put the date to it: 'Wed 16 Sep 2026'")
        case .noDay(let text):
            Explanation("a moment, where a day is wanted", at: text, hint: "--on 2026-11-22; a moment is said with --around")
        case .aRange(let text): Explanation("this is more than one time", at: text, hint: "a range is said with --from and --to")
        case .stillToCome(let text):
            Explanation(
                "this time of today is still to come", at: text, hint: "say the day: 'yesterday \(text)', or a date before it")
        default: zoneExplanation
        }
    }
}
