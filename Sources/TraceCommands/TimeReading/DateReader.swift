import LogRecords

// foreign numbers: sums and products are checked

/// Reads a date or a time of day from the pieces of a text.
struct DateReader {
    /// A date, or one whose year does not stand beside it.
    enum Found {
        case date(CivilDate)
        case yearless(month: Int, day: Int)
    }

    private(set) var rest: ArraySlice<TimePiece>

    init(_ rest: ArraySlice<TimePiece>) {
        self.rest = rest
    }

    // MARK: Times of day

    /// `15:14`, `15:14:07.123`, `3:14 PM`, `3 p.m.`; `nil` for what is none.
    mutating func clock(in text: String) throws(TimeError) -> Int64? {
        var ahead = self
        guard let hours = ahead.number(1...2) else { return nil }
        var parts = [hours]
        var fraction = ""
        while parts.count < 3, ahead.takes(":") {
            guard let part = ahead.number(2...2) else { return nil }
            parts.append(part)
        }
        if parts.count == 3, ahead.takes(".") || ahead.takes(","), let digits = ahead.digits() { fraction = digits }
        let half = ahead.half()
        guard parts.count > 1 || half != nil else { return nil }
        guard let hour = hourOfDay(hours, half), parts.dropFirst().allSatisfy({ $0 < 60 }) else { throw .noSuchTime(text) }
        rest = ahead.rest
        parts += [0, 0]
        let seconds = hour * 3600 + parts[1] * 60 + parts[2]  // bounded: two digits each
        let nanoseconds = Int64((fraction + "000000000").prefix(9)) ?? 0
        return Int64(seconds) * Instant.second + nanoseconds  // bounded: below a day
    }

    /// Twelve comes first in each half of the day.
    private func hourOfDay(_ hours: Int, _ half: String?) -> Int? {
        guard let half else { return hours < 24 ? hours : nil }
        guard (1...12).contains(hours) else { return nil }
        return hours % 12 + (half == "pm" ? 12 : 0)  // bounded: below 24
    }

    /// `am`, `PM`, ` p.m.`
    private mutating func half() -> String? {
        var ahead = self
        if ahead.rest.first == .blank { ahead.rest = ahead.rest.dropFirst() }
        guard case .word(let word) = ahead.rest.popFirst() else { return nil }
        var half = word
        if word == "a" || word == "p", ahead.takes("."), case .word("m") = ahead.rest.popFirst() {
            half += "m"
            _ = ahead.takes(".")
        }
        guard half == "am" || half == "pm" else { return nil }
        rest = ahead.rest
        return half
    }

    // MARK: Dates

    /// `2026-09-16`, `20260916`, `16.09.2026`, `16/9/2026`, `16 Sep 2026`; `nil` for what is none.
    mutating func date(in text: String) throws(TimeError) -> Found? {
        guard let first = digits() else { return nil }
        if first.utf8.count == 8 { return Self.compact(first) }
        guard let number = Int(first) else { return nil }
        if first.utf8.count <= 2, let found = dayFirst(number) { return found }
        guard first.utf8.count == 4 || first.utf8.count <= 2, let separator = separator(), let second = self.number(1...2) else {
            return nil
        }
        guard takes(separator), let third = digits(), let last = Int(third) else {
            throw first.utf8.count == 4 ? .noDayOfMonth(text) : .noYear(text)
        }
        if first.utf8.count == 4 {
            return third.utf8.count <= 2 ? .date(CivilDate(year: number, month: second, day: last)) : nil
        }
        guard third.utf8.count == 4 else { throw third.utf8.count == 2 ? .shortYear(text) : .unreadable(text) }
        return .date(try ordered(number, second, year: last, by: separator, in: text))
    }

    /// With dots the day comes first, wherever people write dates so; with slashes and dashes it depends on who wrote
    /// it.
    private func ordered(_ first: Int, _ second: Int, year: Int, by separator: Character, in text: String) throws(TimeError)
        -> CivilDate
    {
        let (dayFirst, monthFirst) = (
            CivilDate(year: year, month: second, day: first), CivilDate(year: year, month: first, day: second)
        )
        if separator == "." || first == second || first > 12 { return dayFirst }
        if second > 12 { return monthFirst }
        throw .severalDates(text, [dayFirst, monthFirst])
    }

    /// `16 Sep 2026`, `16th of September 2026`, `16-Sep-2026`, `16. Sept 2026`, `16 Sep` with the year elsewhere.
    private mutating func dayFirst(_ day: Int) -> Found? {
        var ahead = self
        ahead.skipOrdinal()
        ahead.skip([.blank, .sign("."), .sign("-"), .sign("/"), .word("of")])
        guard case .word(let word) = ahead.rest.popFirst(), let month = DateNames.month(word) else { return nil }
        ahead.skip([.sign(".")])
        rest = ahead.rest
        ahead.skip([.blank, .sign("-"), .sign("/"), .sign(",")])
        return year(of: month, day: day, ahead)
    }

    /// What stands behind a month: `Sep 16, 2026`, `September 16th 2026`, `Sep 16` with the year elsewhere.
    mutating func dayAndYear(of month: Int) -> Found? {
        skip([.blank, .sign("."), .sign("-"), .sign("/")])
        guard let day = number(1...2) else { return nil }
        skipOrdinal()
        var ahead = self
        ahead.skip([.blank, .sign(","), .sign("-"), .sign("/")])
        return year(of: month, day: day, ahead)
    }

    /// A year is four digits that are no time of day.
    private mutating func year(of month: Int, day: Int, _ ahead: DateReader) -> Found {
        var ahead = ahead
        guard let year = ahead.year() else { return .yearless(month: month, day: day) }
        rest = ahead.rest
        return .date(CivilDate(year: year, month: month, day: day))
    }

    mutating func year() -> Int? { number(4...4) }

    private static func compact(_ digits: String) -> Found? {
        guard let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)), let day = Int(digits.suffix(2))
        else {
            return nil
        }
        return .date(CivilDate(year: year, month: month, day: day))
    }

    // MARK: Pieces

    private mutating func digits() -> String? {
        guard case .number(let digits) = rest.first else { return nil }
        rest = rest.dropFirst()
        return digits
    }

    private mutating func number(_ length: ClosedRange<Int>) -> Int? {
        guard case .number(let digits) = rest.first, length.contains(digits.utf8.count) else { return nil }
        rest = rest.dropFirst()
        return Int(digits)
    }

    private mutating func separator() -> Character? {
        guard case .sign(let sign) = rest.first, "-/.".contains(sign) else { return nil }
        rest = rest.dropFirst()
        return sign
    }

    private mutating func takes(_ sign: Character) -> Bool {
        guard rest.first == .sign(sign) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skip(_ pieces: [TimePiece]) {
        while let piece = rest.first, pieces.contains(piece) { rest = rest.dropFirst() }
    }

    private mutating func skipOrdinal() {
        if case .word(let word) = rest.first, ["st", "nd", "rd", "th"].contains(word) { rest = rest.dropFirst() }
    }
}

/// Names of months and days, in English.
enum DateNames {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    static func month(_ word: String) -> Int? { word == "sept" ? 9 : number(of: word, in: months) }

    /// From Monday, 1.
    static func weekday(_ word: String) -> Int? {
        ["tues", "thur", "thurs"].contains(word) ? (word == "tues" ? 2 : 4) : number(of: word, in: weekdays)
    }

    static func name(ofWeekday number: Int) -> String { weekdays[(number - 1) % 7] }

    private static func number(of word: String, in names: [String]) -> Int? {
        names.firstIndex { $0.lowercased() == word || $0.prefix(3).lowercased() == word }.map { $0 + 1 }
    }
}
