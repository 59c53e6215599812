import LogRecords

/// A shard under the name that its vendor would give it.
struct VendorShard: Sendable {
    var path: String
    /// Where the first name is taken already: the next part of the same window.
    var next: String
    var isGzip: Bool
    var closesAt: Instant

    static let edgeWindow = 5 * Instant.minute

    /// `edge/20261125/20261125T133000Z_20261125T133500Z_1f2e3d4c.log.gz`, by the time of processing.
    /// https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/google-cloud-storage/
    static func edge(processed: Instant) -> VendorShard {
        let from = processed.nanoseconds - processed.nanoseconds % edgeWindow
        let stamps = "\(compact(from))_\(compact(from + edgeWindow))"
        func name(_ salt: UInt64) -> String {
            let hash = (UInt64(bitPattern: from) ^ salt) &* 0x9E37_79B9_7F4A_7C15
            return "edge/\(compact(from).prefix(8))/\(stamps)_\(hash.hexadecimal.prefix(8)).log.gz"
        }
        return VendorShard(
            path: name(0), next: name(.random(in: 1 ... .max)), isGzip: true,
            closesAt: Instant(nanoseconds: from + edgeWindow))
    }

    /// `<log id>/2026/11/25/13:00:00_13:59:59_S0.json`, or the addendum of what came after the hour.
    /// https://cloud.google.com/logging/docs/export/storage#gcs-organization
    static func google(_ logID: String, timestamp: Instant, received: Instant) -> VendorShard {
        let hour = timestamp.nanoseconds - timestamp.nanoseconds % Instant.hour
        let text = Instant(nanoseconds: hour).text(digits: 0)
        let day = text.prefix(10).split(separator: "-").joined(separator: "/")
        let number = text.dropFirst(11).prefix(2)
        let stem = "\(logID)/\(day)/\(number):00:00_\(number):59:59_"
        let isLate = received.nanoseconds >= hour + Instant.hour
        let addendum = "A0:\((hour + Instant.hour) / Instant.second + 900)"
        return VendorShard(
            path: stem + (isLate ? addendum : "S0") + ".json", next: stem + (isLate ? addendum + "9" : "S1") + ".json",
            isGzip: false, closesAt: Instant(nanoseconds: hour + Instant.hour + Instant.minute))
    }

    /// `20261125T133000Z`
    private static func compact(_ nanoseconds: Int64) -> String {
        Instant(nanoseconds: nanoseconds).text(digits: 0).filter { $0 != "-" && $0 != ":" }
    }
}
