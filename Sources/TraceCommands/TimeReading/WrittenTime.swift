import LogRecords

// foreign numbers: sums and products are checked

/// What a person wrote as a time: what stands there, and nothing filled in.
struct WrittenTime {
    /// A day as it was said.
    enum Day: Equatable {
        case date(CivilDate)
        /// So many days before the one on which it is read.
        case ago(Int)
    }

    private(set) var day: Day?
    /// Since midnight, in nanoseconds.
    private(set) var clock: Int64?
    private(set) var zone: WrittenZone?
    /// From Monday, 1.
    private(set) var weekday: Int?

    /// Date and time are joined as machines join them.
    private var isJoined = false
    private let text: String
    private var rest: ArraySlice<TimePiece>
    /// A month and a day whose year is still to come, as `date` prints it.
    private var yearless: (month: Int, day: Int)?

    init(_ text: String) throws(TimeError) {
        self.text = text
        rest = TimePieces(text).pieces[...]
        while let piece = rest.first { try take(piece) }
        if yearless != nil { throw .noYear(text) }
    }

    private mutating func take(_ piece: TimePiece) throws(TimeError) {
        switch piece {
        case .blank, .sign(","), .sign("["), .sign("]"), .sign(")"): rest = rest.dropFirst()
        case .sign("("): try takeParenthesis()
        case .number: try takeNumber()
        case .word(let word): try take(word: word)
        case .zone(let name):
            rest = rest.dropFirst()
            try set(WrittenZone(name: name, isOffset: false))
        case .sign("+"), .sign("-"):
            guard clock != nil else { throw .unreadable(text) }
            try takeOffset(before: "")
        // As web servers write it: `16/Sep/2026:15:14:07`.
        case .sign(":") where day != nil && clock == nil: rest = rest.dropFirst()
        case .sign: throw .unreadable(text)
        }
    }

    // MARK: Numbers

    private mutating func takeNumber() throws(TimeError) {
        var reader = DateReader(rest)
        if let found = try reader.clock(in: text) {
            guard clock == nil else { throw .unreadable(text) }
            clock = found
        } else if yearless != nil, let year = reader.year() {
            try set(year: year)
        } else if let found = try reader.date(in: text) {
            try set(found)
        } else {
            throw .unreadable(text)
        }
        rest = reader.rest
    }

    private mutating func set(_ found: DateReader.Found) throws(TimeError) {
        guard day == nil, yearless == nil else { throw .unreadable(text) }
        switch found {
        case .date(let date): day = .date(try existing(date))
        case .yearless(let month, let day): yearless = (month, day)
        }
    }

    private mutating func set(year: Int) throws(TimeError) {
        guard let (month, day) = yearless, self.day == nil else { throw .unreadable(text) }
        yearless = nil
        self.day = .date(try existing(CivilDate(year: year, month: month, day: day)))
    }

    private func existing(_ date: CivilDate) throws(TimeError) -> CivilDate {
        guard (1...12).contains(date.month), (1...31).contains(date.day), (1678...2261).contains(date.year),
            CivilDate(LogRecords.Day(number: Int32(clamping: date.dayNumber))) == date
        else { throw (1678...2261).contains(date.year) ? .noSuchDate(text) : .beyond(text) }
        return date
    }

    /// `20260916T151407Z`, as names of shards have it.
    private mutating func takeCompactClock() throws(TimeError) {
        guard clock == nil, day != nil, case .number(let digits) = rest.first, digits.utf8.count == 4 || digits.utf8.count == 6
        else {
            return
        }
        let pairs = [digits.prefix(2), digits.dropFirst(2).prefix(2), digits.dropFirst(4)].map { Int($0) ?? 0 }
        guard pairs[0] < 24, pairs[1] < 60, pairs[2] < 60 else { throw .noSuchTime(text) }
        clock = Int64(pairs[0] * 3600 + pairs[1] * 60 + pairs[2]) * Instant.second  // bounded: below a day
        rest = rest.dropFirst()
    }

    // MARK: Words

    private mutating func take(word: String) throws(TimeError) {
        if let month = DateNames.month(word) {
            var reader = DateReader(rest.dropFirst())
            guard let found = reader.dayAndYear(of: month) else { throw .noDayOfMonth(text) }
            try set(found)
            rest = reader.rest
            return
        }
        rest = rest.dropFirst()
        switch word {
        case "at", "on", "uhr", "um": break
        case "t":
            isJoined = true
            try takeCompactClock()
        case "today", "yesterday":
            guard day == nil else { throw .unreadable(text) }
            day = .ago(word == "today" ? 0 : 1)
        default:
            if let number = DateNames.weekday(word) {
                guard weekday == nil else { throw .unreadable(text) }
                weekday = number
                if rest.first == .sign(".") { rest = rest.dropFirst() }
            } else if ["utc", "gmt"].contains(word), rest.first == .sign("+") || rest.first == .sign("-") {
                try takeOffset(before: word.uppercased())
            } else if zone?.isOffset == true, !ZoneAbbreviations.meanings(of: word).isEmpty {
                try check(explanation: word)
            } else if clock != nil || day != nil {
                try set(WrittenZone(name: word.uppercased(), isOffset: ["z", "utc", "gmt"].contains(word)))
            } else {
                throw .unreadable(text)
            }
        }
    }

    /// Behind an offset the name of its zone adds nothing, but must not say another.
    private func check(explanation word: String) throws(TimeError) {
        let meanings = ZoneAbbreviations.meanings(of: word)
        guard let minutes = zone?.minutes, !meanings.contains(where: { $0.minutes == minutes }) else { return }
        if !meanings.isEmpty { throw .twoZones(text) }
    }

    /// `+0200 (CEST)`, and what browsers write: `GMT+0200 (Central European Summer Time)`.
    private mutating func takeParenthesis() throws(TimeError) {
        let inside = rest.dropFirst().prefix { $0 != .sign(")") }
        guard zone?.isOffset == true else { return rest = rest.dropFirst() }
        if inside.count == 1, case .word(let word) = inside.first { try check(explanation: word) }
        rest = rest.dropFirst(inside.count + 2)
    }

    // MARK: Zones

    /// A sign and digits that touch: with blanks around it a dash stands between two times.
    private mutating func takeOffset(before name: String) throws(TimeError) {
        guard case .sign(let sign) = rest.first, case .number(var digits) = rest.dropFirst().first else { throw .aRange(text) }
        rest = rest.dropFirst(2)
        if rest.first == .sign(":"), case .number(let minutes) = rest.dropFirst().first {
            if sign == "-", isRange(to: digits, minutes) { throw .aRange(text) }
            digits.append(":\(minutes)")
            rest = rest.dropFirst(2)
        }
        try set(WrittenZone(name: "\(name)\(sign)\(digits)", isOffset: true))
    }

    /// `10:30-11:00` can be an offset that a few islands have, and is nearly always the end of a range. Machines write
    /// a `T`, or seconds.
    private func isRange(to hours: String, _ minutes: String) -> Bool {
        guard let clock, !isJoined, text.count(where: { $0 == ":" }) == 2, let hour = Int64(hours), let minute = Int64(minutes)
        else {
            return false
        }
        return hour < 24 && minute < 60 && (hour * 60 + minute) * Instant.minute > clock  // bounded: below a day
    }

    private mutating func set(_ said: WrittenZone) throws(TimeError) {
        guard let earlier = zone else { return zone = said }
        // `2026-09-16T15:14:00+02:00[Europe/Berlin]`: the offset tells which moment, and is held against the zone.
        guard earlier.isOffset, earlier.other == nil else { throw .twoZones(text) }
        zone?.other = said.name
    }
}

/// A zone that stands in a text: one of the ways to name it, perhaps with another beside it.
struct WrittenZone {
    let name: String
    /// Whether it says by itself how far it is from UTC.
    let isOffset: Bool
    /// Behind an offset, the name of the zone whose clocks are meant to show it.
    var other: String?

    init(name: String, isOffset: Bool) {
        (self.name, self.isOffset) = (name, isOffset)
    }

    /// Ahead of UTC, where the name alone says it.
    var minutes: Int? {
        // What cannot be read as an offset is refused where the zone is read.
        isOffset ? (try? ReadZone(name)).map { $0.offsetSeconds(at: Instant(nanoseconds: 0)) / 60 } : nil
    }
}
