import ArgumentParser
import Foundation
import LogRecords
import TraceRendering

/// `--tz`: the zone that times are read and shown in.
struct ZoneOption: ParsableArguments {
    @Option(
        name: .customLong("tz"),
        help: ArgumentHelp("The time zone: an IANA name, an offset such as +02:00, UTC or local (default: UTC).", valueName: "zone")
    )
    var name: String?

    /// The zone, or what is wrong with its name. Without `--tz` no calendar is loaded: that would cost the start milliseconds.
    func zone() throws -> ReadZone {
        guard let name else { return .utc }
        return try ReadZone(name)
    }
}

/// A zone with the name it was asked for by.
struct ReadZone {
    let name: String
    /// `nil` is UTC.
    private let zone: TimeZone?

    static let utc = ReadZone(name: "UTC", zone: nil)

    private init(name: String, zone: TimeZone?) {
        self.name = name
        self.zone = zone
    }

    init(_ name: String) throws {
        switch name.lowercased() {
        case "utc", "z", "gmt": self = .utc
        case "local": self.init(name: TimeZone.current.identifier, zone: TimeZone.current)
        default:
            guard let zone = Self.offset(name) ?? TimeZone(identifier: name) else { throw TimeError.noZone(name) }
            self.init(name: name, zone: zone)
        }
    }

    /// How far the zone's clocks were ahead of UTC at a moment.
    func offsetSeconds(at instant: Instant) -> Int {
        zone.map { $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.nanoseconds) / 1e9)) } ?? 0
    }

    var display: DisplayZone {
        guard zone != nil else { return .utc }
        return DisplayZone { offsetSeconds(at: $0) }
    }

    /// The moments at which the zone's clocks showed this time: one, two in the hour that comes twice, none in the one that is skipped.
    func moments(of wall: Instant) -> [Instant] {
        let around = [wall.advanced(by: -Instant.day), wall, wall.advanced(by: Instant.day)]
        let candidates = Set(around.map { wall.advanced(by: -Int64(offsetSeconds(at: $0)) * Instant.second) })
        return candidates.filter { $0.advanced(by: Int64(offsetSeconds(at: $0)) * Instant.second) == wall }.sorted()
    }

    /// What a time that the clocks skipped would have been by the clock before.
    func moment(ofSkipped wall: Instant) -> Instant {
        wall.advanced(by: -Int64(offsetSeconds(at: wall.advanced(by: -Instant.day))) * Instant.second)
    }

    /// `+02:00`, `-0330`, `+2`.
    private static func offset(_ text: String) -> TimeZone? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard (1...4).contains(digits.count), let number = Int(digits), digits.allSatisfy(\.isASCII) else { return nil }
        let (hours, minutes) = digits.count <= 2 ? (number, 0) : number.quotientAndRemainder(dividingBy: 100)
        guard hours <= 18, minutes < 60 else { return nil }
        return TimeZone(secondsFromGMT: (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60))
    }
}
