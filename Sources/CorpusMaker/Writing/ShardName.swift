import LogRecords

/// A shard's place below the corpus's folder, as its vendor would name it.
struct ShardName {
    var path: String
    var isGzip: Bool
    /// When nothing can come any more, by the true time of a request's start.
    var closesAt: Int64
    var gatewayShard: Int?
    var expectedLines = 0

    static let edgePeriod = 5 * Instant.minute

    /// `edge/20260915/20260915T133000Z_20260915T133500Z_<hash>.log.gz`, by the time of *processing*.
    static func edge(processed: Int64) -> ShardName {
        let from = processed - processed % edgePeriod
        let to = from + edgePeriod
        let stamps = "\(compact(from))_\(compact(to))"
        let hash = RandomSource(seed: 7, stream: 4, index: UInt64(bitPattern: from)).hash8
        return ShardName(path: "edge/\(compact(from).prefix(8))/\(stamps)_\(hash).log.gz", isGzip: true, closesAt: to)
    }

    /// `<log id>/2026/09/15/13:00:00_13:59:59_S0.json`, or the addendum of what came after the hour.
    ///
    /// https://docs.cloud.google.com/logging/docs/export/storage
    static func google(_ logID: String, timestamp: Int64, received: Int64) -> ShardName {
        let hour = timestamp - timestamp % Instant.hour
        let isLate = received - received % Instant.hour != hour
        let text = Instant(nanoseconds: hour).text(digits: 0)
        let day = text.prefix(10).split(separator: "-").joined(separator: "/")
        let number = text.dropFirst(11).prefix(2)
        let part = isLate ? "A0:\((hour + Instant.hour) / Instant.second + 900)" : "S0"
        return ShardName(
            path: "\(logID)/\(day)/\(number):00:00_\(number):59:59_\(part).json", isGzip: false, closesAt: hour + 2 * Instant.hour)
    }

    /// A log of the monolith: one plain file that only grows.
    static func monolith(_ log: String) -> ShardName {
        ShardName(path: "gitlab/rails/\(log)", isGzip: false, closesAt: .max)
    }

    /// `20260915T133000Z`
    private static func compact(_ nanoseconds: Int64) -> String {
        Instant(nanoseconds: nanoseconds).text(digits: 0).filter { $0 != "-" && $0 != ":" }
    }
}

extension RandomSource {
    /// Eight hexadecimal digits of this source's next number.
    var hash8: String {
        var copy = self
        return String(copy.next().hexadecimal.prefix(8))
    }
}
