import LogRecords

/// The time that a number of a log line means: seconds, milliseconds, microseconds or nanoseconds since 1970, by how
/// many digits it has.
struct EpochText {
    /// `2026-09-15 13:19:15.841421 UTC`
    let text: String

    /// `nil` where the key is none of a moment, or the number means no time that a log can be of.
    init?(key: String, value: String) {
        let name = key.lowercased().filter { $0 != "\"" }
        guard name.contains("timestamp") || EpochText.names.contains(name) else { return nil }
        let digits = value.filter { $0 != "\"" }
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits) else { return nil }
        let unit: Int64
        switch digits.utf8.count {
        case 10: unit = Instant.second
        case 13: unit = 1_000_000
        case 16: unit = 1_000
        case 19: unit = 1
        default: return nil
        }
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit)
        let moment = Instant(nanoseconds: nanoseconds)
        guard !overflow, moment >= PlausibleTime.earliest else { return nil }
        let written = String(moment.text().dropLast()).replacing("T", with: " ")
        text = written + " UTC"
    }

    private static let names: Set<String> = ["ts", "time", "date", "start", "started", "end", "ended", "datetime"]
}
