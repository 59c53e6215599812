import LogFormats
import LogRecords

/// A shard under the name that its vendor would give it.
struct VendorShard: Sendable {
    /// Of the window; its first shard has this name.
    var window: String
    var isGzip: Bool
    var closesAt: Instant
    /// The name of the window's shard with this number: a window has several where the edge was started anew, or could
    /// not write.
    var name: @Sendable (Int) -> String

    private init(isGzip: Bool, closesAt: Instant, name: @escaping @Sendable (Int) -> String) {
        (window, self.isGzip, self.closesAt, self.name) = (name(0), isGzip, closesAt, name)
    }

    /// Cloudflare's, by the time of processing.
    static func edge(processed: Instant) -> VendorShard {
        let window = VendorShardNames.logpushWindow
        let from = Instant(nanoseconds: processed.nanoseconds - processed.nanoseconds % window)
        return VendorShard(isGzip: true, closesAt: from.advanced(by: window)) { number in
            let hash = (UInt64(bitPattern: from.nanoseconds) &+ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
            return "edge/" + VendorShardNames.logpush(from: from, digits: hash.hexadecimal.prefix(8))
        }
    }

    /// A sink's hour, or the addendum of what came after the hour.
    static func google(_ logID: String, timestamp: Instant, received: Instant) -> VendorShard {
        let hour = Instant(nanoseconds: timestamp.nanoseconds - timestamp.nanoseconds % Instant.hour)
        let isLate = received.nanoseconds >= hour.advanced(by: Instant.hour).nanoseconds
        return VendorShard(isGzip: false, closesAt: hour.advanced(by: Instant.hour + Instant.minute)) { number in
            let part = isLate ? VendorShardNames.addendum(number, toHour: hour) : "S\(number)"
            return VendorShardNames.sink(logID, hourOf: timestamp, part: part)
        }
    }
}
