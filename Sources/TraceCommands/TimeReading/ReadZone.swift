import Foundation
import LogRecords
import TraceRendering

/// A zone with the name it was asked for by.
struct ReadZone {
    /// How its clocks are known.
    private enum Clock {
        case fixed(minutes: Int)
        case calendar(TimeZone)
        /// The machine's, as `$TZ` and the C library have it.
        case machine
    }

    let name: String
    private let clock: Clock

    static let utc = ReadZone("UTC", .fixed(minutes: 0))

    private init(_ name: String, _ clock: Clock) {
        self.name = name
        self.clock = clock
    }

    /// A zone as people name it: an IANA name, an offset, `UTC`, `local`, or an abbreviation that only one zone has.
    init(_ name: String) throws(TimeError) {
        let plain = name.trimmed
        switch plain.lowercased() {
        case "utc", "z", "gmt", "etc/utc", "etc/gmt", "zulu": self = .utc
        case "local": self = .local(name: nil)
        default:
            if let known = Self.offset(plain) ?? Self.iana(plain) {
                self = known
            } else {
                self = try Self.abbreviation(plain)
            }
        }
    }

    /// A zone that stands beside a time: there CET is what clocks show in winter, and no place's clocks all year.
    init(besideTime name: String) throws(TimeError) {
        if ZoneAbbreviations.meanings(of: name).isEmpty {
            try self.init(name)
        } else {
            self = try Self.abbreviation(name)
        }
    }

    /// The clock of the machine; `name` is what `$TZ` says, where it is set.
    static func local(name: String?) -> ReadZone {
        let said = name.map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
        if let said, ["utc", "utc0", "gmt", "gmt0", "etc/utc", "etc/gmt", "zulu"].contains(said.lowercased()) { return .utc }
        tzset()
        return ReadZone(said ?? TimeZone.current.identifier, .machine)
    }

    /// How far the zone's clocks were ahead of UTC at a moment.
    func offsetSeconds(at instant: Instant) -> Int {
        switch clock {
        case .fixed(let minutes): return minutes * 60
        case .calendar(let zone):
            return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.nanoseconds) / 1e9))
        case .machine:
            var time =
                time_t(Day(instant).number) * 86_400
                + time_t((instant.nanoseconds - Day(instant).start.nanoseconds) / Instant.second)
            var parts = tm()
            return localtime_r(&time, &parts) == nil ? 0 : parts.tm_gmtoff
        }
    }

    /// Whether it is ahead of UTC by the same at all times.
    var isFixed: Bool { if case .fixed = clock { true } else { false } }

    var display: DisplayZone {
        if case .fixed(0) = clock { return .utc }
        return DisplayZone { offsetSeconds(at: $0) }
    }

    /// The moments at which the zone's clocks showed this time: one, two in the hour that comes twice, none in the one
    /// that is skipped.
    func moments(of wall: Instant) -> [Instant] {
        candidates(for: wall).filter { $0.advanced(by: Int64(offsetSeconds(at: $0)) * Instant.second) == wall }
    }

    /// What a time that the clocks skipped would have been by the clock before, and by the one after.
    func moments(ofSkipped wall: Instant) -> [Instant] { candidates(for: wall).reversed() }

    /// When a day begins here, and when it ends; `nil` where the calendar left the day out.
    func range(of date: CivilDate) -> TimeRange? {
        let midnight = Instant(date)
        let (start, next) = (beginning(of: midnight), beginning(of: midnight.advanced(by: Instant.day)))
        return next > start ? TimeRange(from: start, to: next.advanced(by: -1)) : nil
    }

    /// The date that the zone's clocks show at a moment.
    func date(at instant: Instant) -> CivilDate {
        CivilDate(Day(instant.advanced(by: Int64(offsetSeconds(at: instant)) * Instant.second)))
    }

    /// Where the clocks skip midnight the day begins when they have; where it comes twice, at the first.
    private func beginning(of midnight: Instant) -> Instant {
        moments(of: midnight).first ?? moments(ofSkipped: midnight).first ?? midnight
    }

    /// What the offsets of the days around it make of a time, the earliest moment first.
    private func candidates(for wall: Instant) -> [Instant] {
        let around = [wall.advanced(by: -Instant.day), wall, wall.advanced(by: Instant.day)]
        return Set(around.map { wall.advanced(by: -Int64(offsetSeconds(at: $0)) * Instant.second) }).sorted()
    }
}

extension ReadZone {
    /// `+02:00`, `-0330`, `+2`, `UTC+2`, `GMT+0200`: ahead of UTC, as ISO 8601 and browsers mean it. `Etc/GMT+2` is
    /// another, and behind.
    private static func offset(_ text: String) -> ReadZone? {
        let bare = ["UTC", "GMT"].contains(text.prefix(3).uppercased()) ? text.dropFirst(3) : text[...]
        guard let sign = bare.first, sign == "+" || sign == "-" else { return nil }
        let parts = bare.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard parts.count <= 2, (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            parts.count == 1 || parts.last?.utf8.count == 2, let number = Int(digits)
        else { return nil }
        let isWhole = parts.count == 1 && digits.utf8.count <= 2
        let (hours, minutes) = isWhole ? (number, 0) : number.quotientAndRemainder(dividingBy: 100)
        // No zone was ever further: https://data.iana.org/time-zones/theory.html
        guard hours <= 15, minutes < 60 else { return nil }
        let ahead = (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
        return ahead == 0 ? .utc : ReadZone("UTC" + offsetText(minutes: ahead), .fixed(minutes: ahead))
    }

    /// Three letters that are a name of IANA's and no abbreviation, or one of whole clocks, summer and winter.
    private static let shortNames: Set<String> = ["GB", "NZ", "PRC", "ROC", "ROK", "CET", "EET", "MET", "WET"]

    /// A name of IANA's. Other short ones are left to the abbreviations, since calendars know some of them as one of
    /// their meanings.
    private static func iana(_ name: String) -> ReadZone? {
        guard name.utf8.count > 4 || shortNames.contains(name) || name == "Iran" || name == "Cuba" || name == "Eire" else {
            return nil
        }
        guard ZoneAbbreviations.meanings(of: name).isEmpty || shortNames.contains(name) else { return nil }
        if let zone = TimeZone(identifier: name) { return ReadZone(name, .calendar(zone)) }
        let spelt = TimeZone.knownTimeZoneIdentifiers.first { $0.lowercased() == name.lowercased() }
        return spelt.flatMap { name in TimeZone(identifier: name).map { ReadZone(name, .calendar($0)) } }
    }

    private static func abbreviation(_ name: String) throws(TimeError) -> ReadZone {
        let meanings = ZoneAbbreviations.meanings(of: name)
        guard let meaning = meanings.first else { throw .noZone(name, like: cities(like: name)) }
        guard meanings.count == 1 else { throw .severalZones(name.uppercased(), meanings) }
        return ReadZone(name.uppercased(), .fixed(minutes: meaning.minutes))
    }

    /// Names of IANA's that end in this one: `Berlin`.
    private static func cities(like name: String) -> [String] {
        let last = name.split(separator: "/").last?.lowercased().split(separator: " ").joined(separator: "_") ?? ""
        return TimeZone.knownTimeZoneIdentifiers.filter { $0.lowercased().hasSuffix("/" + last) }.prefix(3).map { $0 }
    }
}

extension Instant {
    /// Midnight of a date, as if it were UTC.
    init(_ date: CivilDate) {
        self = Day(number: Int32(clamping: date.dayNumber)).start
    }
}
