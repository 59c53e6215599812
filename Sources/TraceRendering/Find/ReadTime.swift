package import LogRecords

/// A time that was typed, and what it was read as: said to whoever typed it, since a wrong reading finds nothing.
package struct ReadTime: Sendable {
    private let option: String
    private let text: String
    private let range: TimeRange
    private let isDay: Bool
    private let zone: String
    private let display: DisplayZone
    /// It was typed as it is read.
    private let isPlain: Bool

    package init(
        option: String, text: String, range: TimeRange, isDay: Bool, zone: String, display: DisplayZone, isPlain: Bool
    ) {
        (self.option, self.text, self.range, self.isDay) = (option, text, range, isDay)
        (self.zone, self.display, self.isPlain) = (zone, display, isPlain)
    }

    /// `'3:14 PM' is read as 2026-09-16 15:14:00 in Europe/Berlin (UTC+02:00), 2026-09-16T13:14:00Z`; `nil` where that
    /// says nothing new.
    package var sentence: String? {
        guard !isPlain else { return nil }
        let typed = "\(option) '\(text.escaped(limit: 128))'"
        let label = display.label(range.from)
        let place = zone == "UTC" || zone == label ? label : "\(zone.escaped(limit: 64)) (\(label))"
        if isDay {
            return "\(typed) is read as all of \(display.date(range.from)) in \(place)"
        }
        let local = "\(display.date(range.from)) \(display.second(range.from))"
        return "\(typed) is read as \(local) in \(place)" + (label == "UTC" ? "" : ", \(range.from.text(digits: 0))")
    }

    /// What the JSON of a list says of it.
    var json: JSONValue {
        [
            "option": .string(option), "text": .verbatim(text), "from": .instant(range.from), "to": .instant(range.to),
            "zone": .verbatim(zone), "utc_offset": .string(display.offset(range.from)),
        ]
    }
}
