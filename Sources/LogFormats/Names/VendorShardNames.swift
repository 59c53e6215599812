package import LogRecords

/// The names that vendors give to their shards, for whoever writes such shards; `ShardNames` reads them.
package enum VendorShardNames {
    /// Logpush's window of five minutes, in nanoseconds.
    package static let logpushWindow = 5 * Instant.minute

    /// `20261125/20261125T133000Z_20261125T133500Z_1f2e3d4c.log.gz`; the window begins at `from`, the eight digits tell
    /// its shards apart.
    /// https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/google-cloud-storage/
    package static func logpush(from: Instant, digits: some StringProtocol) -> String {
        let (first, last) = (compact(from), compact(from.advanced(by: logpushWindow)))
        return "\(first.prefix(8))/\(first)_\(last)_\(digits).log.gz"
    }

    /// `<log id>/2026/11/25/13:00:00_13:59:59_S0.json`: the hour of a timestamp in a Cloud Logging sink.
    /// https://cloud.google.com/logging/docs/export/storage#gcs-organization
    package static func sink(_ logID: String, hourOf timestamp: Instant, part: String) -> String {
        let text = timestamp.text(digits: 0)
        let day = text.prefix(10).split(separator: "-").joined(separator: "/")
        let hour = text.dropFirst(11).prefix(2)
        return "\(logID)/\(day)/\(hour):00:00_\(hour):59:59_\(part).json"
    }

    /// `A0:1795644900`: what came after an hour that began at `hour` is delivered a quarter of an hour after its end.
    package static func addendum(_ number: Int = 0, toHour hour: Instant) -> String {
        "A\(number):\(hour.advanced(by: Instant.hour).nanoseconds / Instant.second + 900)"
    }

    /// `20261125T133000Z`
    private static func compact(_ instant: Instant) -> String { instant.text(digits: 0).filter { $0 != "-" && $0 != ":" } }
}
