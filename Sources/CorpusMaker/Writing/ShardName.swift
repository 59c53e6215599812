import LogFormats
import LogRecords

/// A shard's place below the corpus's folder, as its vendor would name it.
struct ShardName {
    var path: String
    var isGzip: Bool
    /// When nothing can come any more, by the true time of a request's start.
    var closesAt: Int64
    var gatewayShard: Int?
    var expectedLines = 0

    static let edgePeriod = VendorShardNames.logpushWindow

    /// Cloudflare's, by the time of *processing*.
    static func edge(processed: Int64) -> ShardName {
        let from = processed - processed % edgePeriod
        let hash = RandomSource(seed: 7, stream: 4, index: UInt64(bitPattern: from)).hash8
        let name = VendorShardNames.logpush(from: Instant(nanoseconds: from), digits: hash)
        return ShardName(path: "edge/\(name)", isGzip: true, closesAt: from + edgePeriod)
    }

    /// A sink's hour, or the addendum of what came after the hour.
    static func google(_ logID: String, timestamp: Int64, received: Int64) -> ShardName {
        let hour = timestamp - timestamp % Instant.hour
        let isLate = received - received % Instant.hour != hour
        let part = isLate ? VendorShardNames.addendum(toHour: Instant(nanoseconds: hour)) : "S0"
        return ShardName(
            path: VendorShardNames.sink(logID, hourOf: Instant(nanoseconds: timestamp), part: part), isGzip: false,
            closesAt: hour + 2 * Instant.hour)
    }

    /// A log of the monolith: one plain file that only grows.
    static func monolith(_ log: String) -> ShardName {
        ShardName(path: "gitlab/rails/\(log)", isGzip: false, closesAt: .max)
    }
}

extension RandomSource {
    /// Eight hexadecimal digits of this source's next number.
    var hash8: String {
        var copy = self
        return String(copy.next().hexadecimal.prefix(8))
    }
}
