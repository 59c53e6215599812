package import LogRecords
package import TraceRoutes

/// What is said while requests are made, and behind it.
package enum RequestsWords {
    /// `nil` inside is of the lines without a time, outside of those that late lines touch.
    package static func progress(_ day: Day??, made: Int) -> String {
        let what =
            switch day {
            case .some(.some(let day)): " of \(DisplayZone.utc.date(day.start))"
            case .some(.none): " of lines without a time"
            case .none: " that new lines touch"
            }
        return "making the requests\(what): \(Words.count(made, "request")) so far"
    }

    /// Before they are made anew.
    package static func damaged(_ file: String, _ what: String) -> String {
        "\(file.printable(limit: Longest.path)): the stored requests are damaged (\(what.printable())), and are made anew"
    }

    /// How many were made, where any were.
    package static func made(_ made: RequestsMade) -> String {
        guard made.requests > 0 || made.days > 0 else { return "every line is in a stored request" }
        return "made \(Words.count(made.requests, "request")) of \(Words.count(made.days, "day"))"
    }
}
