import LogRecords

/// What is wrong with a zone, or with a time because of its zone.
extension TimeError {
    private static let zones = "an IANA name such as Europe/Berlin, an offset such as +02:00, UTC, or local"

    var zoneExplanation: Explanation {
        switch self {
        case .noZone(let name, let like):
            Explanation(
                "no such time zone", at: name,
                hint: like.isEmpty ? Self.zones : "did you mean \(like.joined(separator: " or "))? a zone is \(Self.zones)")
        case .severalZones(let name, let meanings):
            Explanation(
                "several zones are called so", at: name,
                hint: "put in its place \(Self.listed(meanings.map(\.zone))), or an offset: "
                    + Self.listed(meanings.map { offsetText(minutes: $0.minutes) }))
        case .twoZones(let text):
            Explanation(
                "two zones that disagree", at: text, hint: "leave one of them out: the offset alone says which moment it is")
        case .outOfSeason(let text, let zone, let choices):
            Explanation("no clock showed \(zone) on that day", at: text, hint: "put in its place " + Self.listed(choices))
        case .skipped(let text, let zone, let choices):
            Explanation(
                "there was no such time in \(zone): the clocks went forward over it", at: text,
                hint: "say which: " + choices.joined(separator: " or "))
        case .skippedDay(let text, let zone):
            Explanation("there was no such day in \(zone): its calendar left it out", at: text, hint: "say a range in UTC")
        case .twice(let text, let zone, let choices):
            Explanation(
                "this time came twice in \(zone): the clocks went back over it", at: text,
                hint: "say which: " + choices.joined(separator: " or "))
        case .endsBefore(let to, let from):
            Explanation("--to is not after --from", at: "--from \(from) --to \(to)", hint: "--from is the earlier one")
        case .rangeTooLong(let days):
            Explanation(
                "the range is of \(days) days, and find looks through \(AskedTime.mostDays) at most",
                hint: "ask for a part of it at a time")
        default: Explanation("cannot read the time", hint: Self.page)
        }
    }

    /// `a, b or c`
    private static func listed(_ choices: [String]) -> String {
        guard let last = choices.last, choices.count > 1 else { return choices.joined() }
        return choices.dropLast().joined(separator: ", ") + " or " + last
    }
}
