// foreign numbers: sums and products are checked

/// Requests of one hour that a source in front has lines of, where nobody behind has a line of that time, or fewer than were answered.
package struct SilentHour: Sendable, Hashable {
    /// Who saw them.
    package var front: Station
    /// The format that should have had lines.
    package var behind: String
    package var hour: Int64
    /// How many requests were seen; of a certain one those that were answered behind it.
    package var seen: Int64
    /// Lines that are there behind it: fewer requests are heard than were seen answered. How many is no proof, so that is never certain.
    package var heard: Int64
    /// The first and the last of them.
    package var span: TimeRange
    /// Whether it is certain that lines are missing. A balancer's backend may be something else, and of a request that failed or of a probe there
    /// may be no line.
    package var isCertain: Bool

    package init(
        front: Station, behind: String, hour: Int64, seen: Int64, heard: Int64 = 0, span: TimeRange, isCertain: Bool
    ) {
        (self.front, self.behind, self.hour, self.seen, self.span) = (front, behind, hour, seen, span)
        (self.heard, self.isCertain) = (heard, isCertain)
    }
}

extension SilentHour {
    /// How far apart the lines of one request may begin at two places.
    static let slack = 5 * Instant.minute
    /// One in so many requests of an hour may lie at its ends.
    static let mostAtTheEnds: Int64 = 500

    /// The silent hours among these. `hours` has every hour beside one that is asked for too; `stations` are those of the whole store.
    ///
    /// Cloud Run's line stands before the gateway's of the same region and service. Of a balancer's backend only the region is known, so any line
    /// behind it there is its answer.
    package static func all(among hours: [SourceHour], stations: Set<Station>) -> [SilentHour] {
        let heard = Dictionary(grouping: hours.filter { $0.station.place > .balancer }) { Place($0.station.region, $0.hour) }
        return hours.flatMap { front -> [SilentHour] in
            guard !front.station.region.isEmpty, front.station.place == .balancer || front.station.place == .runtime else {
                return []
            }
            let expected = Set(stations.filter(front.station.expects).map(\.source))
            let isCertain = front.station.place == .runtime && front.reached > 0
            let span = (isCertain ? front.reachedSpan : nil) ?? front.span
            let isHeard = [front.hour &- 1, front.hour, front.hour &+ 1].contains { hour in  // bounded: hours of times
                (heard[Place(front.station.region, hour)] ?? []).contains {
                    front.station.isAnswered(by: $0.station) && $0.span.overlaps(span.widened(by: slack))
                }
            }
            let own = (heard[Place(front.station.region, front.hour)] ?? []).filter { front.station.isAnswered(by: $0.station) }
            let lines = own.reduce(0) { saturatingSum($0, $1.lines) }
            if isHeard {
                // Clocks differ a little, so a request may begin in the hour at one place and beside it at the other.
                let atTheEnds = front.isAtTheEnds(span) ? saturatingSum(1, front.reached / mostAtTheEnds) : 0
                guard isCertain, front.reached > saturatingSum(lines, atTheEnds) else { return [] }
            }
            let seen = isCertain ? front.reached : front.lines
            return expected.sorted().map {
                SilentHour(
                    front: front.station, behind: $0, hour: front.hour, seen: seen, heard: isHeard ? lines : 0, span: span,
                    isCertain: isCertain && !isHeard)
            }
        }
    }

    /// How far clocks mostly are apart.
    static let skew = 5 * Instant.second

    private struct Place: Hashable {
        var region: String
        var hour: Int64

        init(_ region: String, _ hour: Int64) { (self.region, self.hour) = (region, hour) }
    }
}

extension SourceHour {
    /// Whether the first or the last of some lines may be of the hour beside this one by another clock.
    fileprivate func isAtTheEnds(_ span: TimeRange) -> Bool {
        [span.from.advanced(by: -SilentHour.skew), span.to.advanced(by: SilentHour.skew)].contains {
            SourceHour.hour(of: $0) != hour
        }
    }
}

extension Station {
    /// Whether a request that this station saw should have a line of that source, wherever the other was heard: Cloud Run names the service,
    /// a balancer only the region.
    fileprivate func expects(_ other: Station) -> Bool {
        place == .runtime
            ? other.place == .application && other.service == service && !service.isEmpty
            : (other.place == .runtime || other.place == .application) && other.region == region
    }

    /// Whether a line of the other may be of a request that this station saw.
    fileprivate func isAnswered(by other: Station) -> Bool {
        place == .runtime
            ? other.place == .application && other.service == service
            : other.place == .runtime || other.place == .application
    }
}
