import LogRecords
import TraceRendering

/// The two ends that were asked for, each perhaps left open. A day is all of that day, at both ends.
struct AskedTime {
    /// Days that a list of requests looks through.
    static let mostDays: Int64 = 62

    let from: TimeReading?
    let to: TimeReading?

    init(from: String?, to: String?, in zone: ReadZone, now: Instant) throws(TimeError) {
        self.from = try from.map { text throws(TimeError) in try TimeReading(text, in: zone, now: now) }
        self.to = try to.map { text throws(TimeError) in try TimeReading(text, in: zone, now: now) }
        if let from = self.from, let to = self.to, from.range.from >= Self.end(of: to) {
            throw .endsBefore(
                to: "\(to.text) (\(to.range.from.text(digits: 0)))", from: "\(from.text) (\(from.range.from.text(digits: 0)))")
        }
    }

    /// `nil` is the whole store; an end that was left open is the store's.
    func range(of span: TimeRange?) -> TimeRange? {
        guard from != nil || to != nil, let span else { return nil }
        let end = to.map { Self.end(of: $0).advanced(by: -1) }
        // An end that was given may lie beyond all that the store has; then the open one is at the same moment.
        let first = from?.range.from ?? min(span.from, end ?? span.from)
        return TimeRange(from: first, to: end ?? max(first, span.to))
    }

    /// What was read, for the asker.
    var readings: [ReadTime] {
        [from?.said(as: "--from"), to?.said(as: "--to")].compactMap { $0 }
    }

    /// A moment is not part of what ends at it.
    private static func end(of reading: TimeReading) -> Instant {
        reading.isDay ? reading.range.to.advanced(by: 1) : reading.range.from
    }
}
