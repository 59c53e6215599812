/// A UTC day, as the number of days since 1970-01-01; the store keeps rows of one day together.
package struct Day: Hashable, Comparable, Sendable {
    package var number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// The day that an instant lies in.
    package init(_ instant: Instant) {
        let (quotient, remainder) = instant.nanoseconds.quotientAndRemainder(dividingBy: Instant.day)
        number = Int32(quotient - (remainder < 0 ? 1 : 0))
    }

    /// Midnight, held at the ends of the range of `Instant`.
    package var start: Instant {
        let (nanoseconds, overflow) = Int64(number).multipliedReportingOverflow(by: Instant.day)
        return Instant(nanoseconds: overflow ? (number < 0 ? .min : .max) : nanoseconds)
    }

    package var range: TimeRange { TimeRange(from: start, to: start.advanced(by: Instant.day - 1)) }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    /// So many days later, held at the ends of the range.
    package func advanced(by days: Int32) -> Day {
        Day(number: saturatingSum(number, days))
    }
}

/// Year, month and day of the Gregorian calendar.
///
/// Both directions follow "chrono-compatible low-level date algorithms" by Howard Hinnant (public domain):
/// https://howardhinnant.github.io/date_algorithms.html
package struct CivilDate: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package init(_ day: Day) {
        let shifted = Int(day.number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01; the parts are taken as they are, so check them first.
    package var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
