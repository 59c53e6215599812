// foreign numbers: sums and products are checked

/// A source as it is in one region and for one service, by whose lines it is told from others of its kind.
package struct Station: Sendable, Hashable, Comparable {
    /// The format's name.
    package var source: String
    /// Empty where its lines name none.
    package var region: String
    /// A service of Cloud Run or a balancer's backend; empty where its lines name none.
    package var service: String
    package var place: HopPlace

    package init(source: String, region: String, service: String, place: HopPlace) {
        (self.source, self.region, self.service, self.place) = (source, region, service, place)
    }

    /// Whether what a front saw may have a line here: of a balancer's backend only the region is known.
    package func isBehind(_ front: Station) -> Bool {
        guard region == front.region else { return false }
        return front.place == .runtime ? place == .application && service == front.service : place > .balancer
    }

    package static func < (left: Station, right: Station) -> Bool {
        (left.source, left.region, left.service) < (right.source, right.region, right.service)
    }
}

/// The lines of one station that began in one hour.
package struct SourceHour: Sendable, Hashable {
    package var station: Station
    /// Whole hours since 1970 UTC.
    package var hour: Int64
    package var lines: Int64
    /// The first and the last of them.
    package var span: TimeRange
    /// Those that say for certain that whoever stands behind answered.
    package var reached: Int64
    /// The first and the last of these.
    package var reachedSpan: TimeRange?

    package init(
        station: Station, hour: Int64, lines: Int64, span: TimeRange, reached: Int64 = 0, reachedSpan: TimeRange? = nil
    ) {
        (self.station, self.hour, self.lines, self.span) = (station, hour, lines, span)
        (self.reached, self.reachedSpan) = (reached, reachedSpan)
    }

    /// The hour in which a time lies.
    package static func hour(of time: Instant) -> Int64 {
        let (quotient, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: Instant.hour)
        return rest < 0 ? quotient &- 1 : quotient  // bounded: a quotient by an hour is far from the least number
    }

    /// The same hour of the same station, as other shards have it.
    package mutating func add(_ other: SourceHour) {
        lines = saturatingSum(lines, other.lines)
        span = span.union(other.span)
        reached = saturatingSum(reached, other.reached)
        reachedSpan = other.reachedSpan.map { reachedSpan?.union($0) ?? $0 } ?? reachedSpan
    }
}
