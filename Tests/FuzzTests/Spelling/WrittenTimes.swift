import LogRecords
import OddValues

/// Other spellings of a moment.
enum WrittenTimes {
    /// The keys under which some vendor writes a time that a table reads, or that lies about.
    static let keys: Set<String> = [
        "time", "timestamp", "receiveTimestamp", "request_arrived_at", "ts", "started", "EdgeStartTimestamp", "EdgeEndTimestamp",
    ]

    /// Keys whose vendor may write local time, so that a zone must be there.
    private static let local: Set<String> = ["time"]

    static func spelling(of instant: Instant, under key: String, _ dice: inout SeededDice) -> (text: String, isNumber: Bool) {
        if dice.below(5) == 0 { return epoch(instant, &dice) }
        let offset = dice.element(of: [0, 0, 0, 330, -480, 60])
        let shifted = instant.advanced(by: Int64(offset) * Instant.minute)
        let date = String(shifted.text(digits: dice.element(of: [0, 3, 6, 9])).dropLast())
        let zeros = date.contains(".") ? String(repeating: "0", count: dice.below(4)) : ""
        let parted = dice.below(6) == 0 ? date.replacing("T", with: dice.element(of: [" ", "t"])) : date
        return (parted + zeros + zone(offset, mayLack: !local.contains(key), &dice), false)
    }

    private static func zone(_ minutes: Int, mayLack: Bool, _ dice: inout SeededDice) -> String {
        if minutes == 0 {
            return dice.element(of: ["Z", "Z", "z", "+00:00", "-00:00", "+0000", "+00", " UTC", "+00:00Z"] + (mayLack ? [""] : []))
        }
        let (hours, rest) = (minutes.magnitude / 60, minutes.magnitude % 60)
        let parts = [hours, rest].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return (minutes < 0 ? "-" : "+") + parts.joined(separator: dice.element(of: [":", ""]))
    }

    /// A number of nanoseconds, or of seconds with their fraction.
    private static func epoch(_ instant: Instant, _ dice: inout SeededDice) -> (text: String, isNumber: Bool) {
        let digits = String(instant.nanoseconds)
        guard instant.nanoseconds >= 100_000_000_000_000_000, dice.below(2) == 0 else {
            return (Decimals.spelling(of: digits, &dice), instant.nanoseconds >= 0)
        }
        return (Decimals.spelling(of: "\(digits.dropLast(9)).\(digits.suffix(9))", &dice), true)
    }
}
