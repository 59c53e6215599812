package import LogRecords

// foreign numbers: sums and products are checked

/// Beginning and end by a system's own clock: as stated, or from the other end and the duration that it states itself.
package struct StatedSpan: Sendable {
    package var began: Instant?
    package var ended: Instant?
    /// The coarsest digit of the times: a second for `15:46:31Z`. Every time may be off by so much.
    var digit: Int64

    package init(started: Instant?, ended: Instant?, duration: Int64?) {
        let length = duration.flatMap { $0 < 0 ? nil : $0 }
        began = started ?? length.flatMap { StatedSpan.moved(ended, by: -$0) }
        self.ended = ended ?? length.flatMap { StatedSpan.moved(started, by: $0) }
        let isComputed = started == nil || ended == nil
        digit = StatedSpan.digit(
            [started?.nanoseconds, ended?.nanoseconds, isComputed ? length : nil].compactMap { $0 })
    }

    init(_ sighting: Sighting) {
        self.init(started: sighting.started, ended: sighting.ended, duration: sighting.duration)
    }

    private static func moved(_ moment: Instant?, by length: Int64) -> Instant? {
        guard let (sum, overflow) = moment?.nanoseconds.addingReportingOverflow(length), !overflow else { return nil }
        return Instant(nanoseconds: sum)
    }

    /// The largest of second, millisecond and microsecond of which all numbers are multiples.
    private static func digit(_ numbers: [Int64]) -> Int64 {
        [Instant.second, 1_000_000, 1000].first { digit in numbers.allSatisfy { $0 % digit == 0 } } ?? 1
    }
}
