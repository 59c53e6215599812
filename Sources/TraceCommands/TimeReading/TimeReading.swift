import LogRecords

// foreign numbers: sums and products are checked

/// A time as a person types it, read as the moments that it can mean.
struct TimeReading {
    /// One moment, or two where the hour occurs twice.
    let moments: [Instant]
    /// Said to the asker; `nil` where nothing needs to be said.
    let remark: String?

    /// Reads RFC 3339, a date and a time without an offset (in `zone`), or seconds, milliseconds, microseconds or nanoseconds since 1970.
    init(_ text: String, in zone: ReadZone) throws {
        let text = String(text.prefix(64)).trimmed
        if let instant = try Instant(rfc3339: text) ?? Self.withoutSeconds(text) ?? Self.epoch(text) {
            moments = [instant]
            remark = nil
            return
        }
        if Self.isTimeOfDay(text) { throw TimeError.noDate(text) }
        if text.utf8.count == 10, Instant(rfc3339: text + "T00:00:00Z") != nil { throw TimeError.noTime(text) }
        guard let wall = Self.wall(text) else { throw TimeError.unreadable(text) }
        moments = zone.moments(of: wall)
        guard !moments.isEmpty else { throw TimeError.skipped(text, zone: zone.name, instead: zone.moment(ofSkipped: wall)) }
        remark = moments.count > 1 ? "\(text) occurred twice in \(zone.name), as the clocks went back: both are searched" : nil
    }

    /// `2026-11-22 10:31`, with or without seconds and a fraction, as if it were UTC.
    private static func wall(_ text: String) -> Instant? {
        Instant(rfc3339: text + "Z") ?? Instant(rfc3339: text + ":00Z")
    }

    /// `2026-11-22T10:31Z`, `2026-11-22 10:31+01:00`: the seconds are put in.
    private static func withoutSeconds(_ text: String) -> Instant? {
        guard text.utf8.count > 16, text.allSatisfy(\.isASCII) else { return nil }
        return Instant(rfc3339: text.prefix(16) + ":00" + text.dropFirst(16))
    }

    private static func isTimeOfDay(_ text: String) -> Bool {
        text.utf8.count <= 12 && Instant(rfc3339: "2000-01-01T\(text)Z") ?? Instant(rfc3339: "2000-01-01T\(text):00Z") != nil
    }

    private static func epoch(_ text: String) throws -> Instant? {
        let units: [Int: Int64] = [9: Instant.second, 12: 1_000_000, 15: 1000, 18: 1]
        let digits = text.utf8.count
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let unit = units[digits] ?? units[digits - 1] else { return nil }
        guard let number = Int64(text), let instant = Instant(since1970: number, of: unit) else { throw TimeError.beyond(text) }
        return instant
    }
}

/// A day, or a moment and how far to look around it, as one range; `nil` where neither was given.
struct AboutReading {
    let range: TimeRange?

    init(day: String?, around: String?, within: String, in zone: ReadZone) throws {
        if let day {
            guard let midnight = Instant(rfc3339: day.trimmed + "T00:00:00Z") else { throw TimeError.noDay(day) }
            // Where the clocks skip midnight the day begins when they have.
            let start = zone.moments(of: midnight).first ?? zone.moment(ofSkipped: midnight)
            range = TimeRange(from: start, to: start.advanced(by: Instant.day - 1))
        } else if let around {
            let moments = try TimeReading(around, in: zone).moments
            let length = try LengthReading(within).nanoseconds
            range = moments.map { TimeRange(from: $0, to: $0).widened(by: length) }.reduce(nil) { $0?.union($1) ?? $1 }
        } else {
            range = nil
        }
    }
}

/// `90s`, `10m`, `2h`, `1d`.
struct LengthReading {
    static let longest = 31 * Instant.day

    let nanoseconds: Int64

    init(_ text: String) throws {
        let units: [Character: Int64] = ["s": Instant.second, "m": Instant.minute, "h": Instant.hour, "d": Instant.day]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number > 0,
            number <= Self.longest / unit
        else { throw TimeError.noLength(text) }
        nanoseconds = number * unit  // bounded: by `longest`
    }
}

/// `404`, `4xx`, `400-499`.
struct StatusReading {
    let range: ClosedRange<Int>

    init(_ text: String) throws {
        let lower = text.lowercased()
        if lower.count == 3, lower.hasSuffix("xx"), let digit = lower.first?.wholeNumberValue, (1...5).contains(digit) {
            range = digit * 100...digit * 100 + 99
            return
        }
        let ends = lower.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, (0...999).contains(first), last <= 999,
            first <= last
        else { throw TimeError.noStatus(text) }
        range = first...last
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
