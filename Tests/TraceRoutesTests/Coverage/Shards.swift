import LogRecords
import StoreContract

/// Ledgers of shards around `Story.day`, numbered from 100 so that they hold no line of a story.
enum Shards {
    /// Five-minute windows of the edge from 10:30 to 12:30; `without` leaves out the one that many minutes after 11:30.
    static func edge(without minute: Int? = nil) -> [ShardEntry] {
        windows("edge", source: "cloudflare.http_requests", first: -60, count: 24, minutes: 5, without: minute)
    }

    /// Hours of a gapless source, so that all around the story is there.
    static func gateway(without minute: Int? = nil, source: String = "waybill.gateway", hours: Int = 4) -> [ShardEntry] {
        windows("gateway-" + source, source: source, first: -60, count: hours * 12, minutes: 5, without: minute.map { _ in 0 })
    }

    static func windows(
        _ series: String, source: String, first: Int, count: Int, minutes: Int, without: Int?, isGapless: Bool = true
    ) -> [ShardEntry] {
        let base = Story.at(-128)  // 11:30:00
        return (0..<count).compactMap { index in
            let minute = first + index * minutes
            guard minute != without else { return nil }
            let from = base.advanced(by: Int64(minute) * Instant.minute)
            let window = TimeRange(from: from, to: from.advanced(by: Int64(minutes) * Instant.minute))
            let rhythm = ShardRhythm(
                series: series, window: window, periodNanoseconds: Int64(minutes) * Instant.minute, part: "a", isGapless: isGapless)
            var entry = ShardEntry(
                madeUp: Int64(100 + index + source.utf8.count * 1000), for: [], path: "\(series)/\(index).gz", rhythm: rhythm)
            entry.sources = [ShardEntry.Source(name: source, records: 1, span: window)]
            return entry
        }
    }
}

extension ShardEntry {
    func cut() -> ShardEntry {
        var entry = self
        entry.truncated = true
        return entry
    }

    func gone() -> ShardEntry {
        var entry = self
        entry.state = .expired
        return entry
    }
}
