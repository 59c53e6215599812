import LogRecords
import TraceRendering
import TraceRoutes

// foreign numbers: sums and products are checked

/// A time as a person types it, read as one moment or one day. What could be several is refused, with the choices.
struct TimeReading {
    /// Characters that are looked at.
    static let longestText = 128

    /// As it was typed.
    let text: String
    /// A moment, or all of a day.
    let range: TimeRange
    let isDay: Bool
    /// Whose clocks it was read by.
    let zone: ReadZone

    /// `now` says which day is today, and whether a time alone is over.
    init(_ text: String, in zone: ReadZone, now: Instant) throws(TimeError) {
        guard text.count <= Self.longestText else { throw .tooLong }
        self.text = text.trimmed
        let clean = cleaned(text).trimming(" \n\"'`")
        let stated = Instant(rfc3339: clean) ?? Self.withoutSeconds(clean)
        if let instant = try stated == nil ? Self.epoch(clean) : stated {
            (range, isDay, self.zone) = (TimeRange(from: instant, to: instant), false, zone)
            return
        }
        let written = try WrittenTime(clean)
        let own = try Self.zone(of: written, text: text.trimmed) ?? zone
        self.zone = own
        let date = try Self.date(of: written, in: own, now: now, text: text.trimmed)
        guard let clock = written.clock else {
            guard written.day != nil else { throw .unreadable(text.trimmed) }
            guard let day = own.range(of: date) else { throw .skippedDay(text.trimmed, zone: own.name) }
            (range, isDay) = (day, true)
            return
        }
        let moment = try own.onlyMoment(of: Instant(date).advanced(by: clock), text.trimmed)
        try written.check(own, at: moment, text.trimmed)
        if written.day == nil, moment > now { throw .stillToCome(text.trimmed) }
        (range, isDay) = (TimeRange(from: moment, to: moment), false)
    }

    /// The zone that stands beside the time. A word that no zone is called by, or is nearly, is no zone that was
    /// mistyped.
    private static func zone(of written: WrittenTime, text: String) throws(TimeError) -> ReadZone? {
        guard let said = written.zone else { return nil }
        do throws(TimeError) { return try ReadZone(besideTime: said.name) } catch {
            if case .noZone(_, let like) = error, like.isEmpty, !said.name.contains("/") { throw .unreadable(text) }
            throw error
        }
    }

    private static func date(of written: WrittenTime, in zone: ReadZone, now: Instant, text: String) throws(TimeError) -> CivilDate
    {
        let date: CivilDate
        switch written.day {
        case .date(let said): date = said
        case .ago(let days): date = CivilDate(Day(Instant(zone.date(at: now))).advanced(by: -Int32(days)))
        case nil: date = zone.date(at: now)
        }
        if written.weekday != nil, written.day == nil { throw .noDate(text) }
        // 1970-01-01 was a Thursday.
        let weekday = (date.dayNumber % 7 + 10) % 7 + 1  // bounded: below 17
        if let said = written.weekday, said != weekday { throw .wrongWeekday(text, day: DateNames.name(ofWeekday: weekday)) }
        return date
    }

    /// `2026-11-22T10:31Z`, `2026-11-22 10:31+01:00`: the seconds are put in.
    private static func withoutSeconds(_ text: String) -> Instant? {
        guard text.utf8.count > 16, text.allSatisfy(\.isASCII) else { return nil }
        // With a blank between date and time, a dash may stand before the end of a range.
        guard !text.contains(" ") || !text.dropFirst(16).contains("-") else { return nil }
        return Instant(rfc3339: text.prefix(16) + ":00" + text.dropFirst(16))
    }

    /// Seconds, milliseconds, microseconds or nanoseconds since 1970; seconds with a fraction too.
    private static func epoch(_ text: String) throws(TimeError) -> Instant? {
        let units: [Int: Int64] = [9: Instant.second, 12: 1_000_000, 15: 1000, 18: 1]
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts.count == 1 || whole.utf8.count <= 10, let unit = units[whole.utf8.count] ?? units[whole.utf8.count - 1]
        else { return nil }
        guard let number = Int64(whole), let instant = Instant(since1970: number, of: unit) else { throw .beyond(text) }
        let fraction = parts.count == 2 ? Int64((parts[1] + "000000000").prefix(9)) ?? 0 : 0
        return instant.advanced(by: fraction)
    }
}

extension TimeReading {
    /// For the asker; `nil` where the text says it itself.
    func said(as option: String) -> ReadTime? {
        let isPlain = !isDay && Instant(rfc3339: text) == range.from && text.hasSuffix("Z")
        return ReadTime(
            option: option, text: text, range: range, isDay: isDay, zone: zone.name, display: zone.display, isPlain: isPlain)
    }
}

extension WrittenTime {
    /// Holds an abbreviation, or a zone beside an offset, against what clocks there showed at the moment.
    fileprivate func check(_ zone: ReadZone, at moment: Instant, _ text: String) throws(TimeError) {
        guard let said = self.zone else { return }
        if let other = said.other {
            let beside = try ReadZone(other)
            guard said.name == "Z" || beside.offsetSeconds(at: moment) == zone.offsetSeconds(at: moment) else {
                throw .twoZones(text)
            }
        }
        let meanings = ZoneAbbreviations.meanings(of: said.name)
        guard !said.isOffset, meanings.count == 1, let meaning = meanings.first, zone.isFixed else { return }
        let place = try ReadZone(meaning.zone)
        let minutes = place.offsetSeconds(at: moment) / 60
        guard minutes != meaning.minutes else { return }
        throw .outOfSeason(
            text, zone: said.name, choices: [minutes, meaning.minutes].map(offsetText))
    }
}

extension ReadZone {
    /// The moment at which these clocks showed a time.
    fileprivate func onlyMoment(of wall: Instant, _ text: String) throws(TimeError) -> Instant {
        let found = moments(of: wall)
        if found.count == 1, let moment = found.first { return moment }
        let moments = found.isEmpty ? moments(ofSkipped: wall) : found
        let choices = moments.map { moment in
            let offset = (wall.nanoseconds - moment.nanoseconds) / Instant.minute  // bounded: within a day or two of each other
            let text = "\(wall.text(digits: 0).dropLast())\(offsetText(minutes: Int(offset)))"
            return "'\(text)' (\(moment.text(digits: 0)))"
        }
        throw found.isEmpty ? .skipped(text, zone: name, choices: choices) : .twice(text, zone: name, choices: choices)
    }
}
