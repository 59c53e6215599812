import LogRecords

/// What is wrong with a time, a zone, a length, a size or a status that was typed: wrong usage.
enum TimeError: Explained, Equatable {
    case unreadable(String)
    case beyond(String)
    case noDay(String)
    case noDate(String)
    case noTime(String)
    case noZone(String)
    /// The clock was put forward over it; `instead` is what it would have been by the clock before.
    case skipped(String, zone: String, instead: Instant)
    case noLength(String)
    case noStatus(String)
    case noInstance(String)
    case noAge(String)
    case noSize(String)
    case noShare(String)
    case emptyRange(String)

    var explanation: Explanation {
        switch self {
        case .unreadable(let text):
            Explanation(
                "cannot read the time", at: text,
                hint: "2026-11-22T10:31:07Z, '2026-11-22 10:31' (read in --tz), or seconds or milliseconds since 1970")
        case .beyond(let text):
            Explanation("no such time", at: text, hint: "times reach from 1678 to 2261")
        case .noDay(let text):
            Explanation("cannot read the day", at: text, hint: "2026-11-22; a moment is said with --around")
        case .noDate(let text):
            Explanation("a time without its date", at: text, hint: "put the date before it: '2026-11-22 \(text)'")
        case .noTime(let text):
            Explanation("a date without a time", at: text, hint: "for the whole day: --around '\(text) 12:00' --within 12h")
        case .noZone(let text):
            Explanation(
                "no such time zone", at: text, hint: "an IANA name such as Europe/Berlin, an offset such as +02:00, UTC, or local")
        case .skipped(let text, let zone, let instead):
            Explanation(
                "there was no such time in \(zone): the clocks went forward over it", at: text,
                hint:
                    "by the clock before it would be \(instead.text(digits: 0)); say which moment you mean with an offset or in UTC"
            )
        case .noLength(let text):
            Explanation("cannot read the length of time", at: text, hint: "90s, 10m, 2h or 1d; at most 31d")
        case .noStatus(let text):
            Explanation("cannot read the status", at: text, hint: "404, 4xx or 400-499")
        case .noAge(let text):
            Explanation("cannot read the age", at: text, hint: "whole days or weeks: 90d or 12w")
        case .noShare(let text):
            Explanation("cannot read the share", at: text, hint: "a percentage from 0% to 100%, such as 1%")
        case .noSize(let text):
            Explanation("cannot read the size", at: text, hint: "50GB, 800MB, 20GiB, or a number of bytes")
        case .emptyRange(let text):
            Explanation("the time ends before it begins", at: text, hint: "--from is the earlier one")
        case .noInstance(let text):
            Explanation(
                "a customer instance is a UUID", at: text,
                hint: "it looks like 292c3c7c-c5d5-48ec-b4bf-f00b724ce560; for any other id ask trace route")
        }
    }
}
