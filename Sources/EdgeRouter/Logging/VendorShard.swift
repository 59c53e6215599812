import LogFormats
import LogRecords

/// A shard under the name that its vendor would give it.
struct VendorShard: Sendable {
    var path: String
    /// Where the first name is taken already: the next part of the same window.
    var next: String
    var isGzip: Bool
    var closesAt: Instant

    /// Cloudflare's, by the time of processing.
    static func edge(processed: Instant) -> VendorShard {
        let window = VendorShardNames.logpushWindow
        let from = Instant(nanoseconds: processed.nanoseconds - processed.nanoseconds % window)
        func name(_ salt: UInt64) -> String {
            let hash = (UInt64(bitPattern: from.nanoseconds) ^ salt) &* 0x9E37_79B9_7F4A_7C15
            return "edge/" + VendorShardNames.logpush(from: from, digits: hash.hexadecimal.prefix(8))
        }
        return VendorShard(
            path: name(0), next: name(.random(in: 1 ... .max)), isGzip: true, closesAt: from.advanced(by: window))
    }

    /// A sink's hour, or the addendum of what came after the hour.
    static func google(_ logID: String, timestamp: Instant, received: Instant) -> VendorShard {
        let hour = Instant(nanoseconds: timestamp.nanoseconds - timestamp.nanoseconds % Instant.hour)
        let isLate = received.nanoseconds >= hour.advanced(by: Instant.hour).nanoseconds
        let addendum = VendorShardNames.addendum(toHour: hour)
        func name(_ part: String) -> String { VendorShardNames.sink(logID, hourOf: timestamp, part: part) }
        return VendorShard(
            path: name(isLate ? addendum : "S0"), next: name(isLate ? addendum + "9" : "S1"), isGzip: false,
            closesAt: hour.advanced(by: Instant.hour + Instant.minute))
    }
}
