// foreign numbers: sums and products are checked

/// Requests of one hour that a source in front has lines of, where nobody behind has a line of that time, or fewer than
/// were answered.
package struct SilentHour: Sendable, Hashable {
    /// Who saw them.
    package var front: Station
    /// The format that should have had lines.
    package var behind: String
    package var hour: Int64
    /// How many requests were seen; of a certain one those that were answered behind it.
    package var seen: Int64
    /// Lines that are there behind it: fewer requests are heard than were seen answered. How many is no proof, so that
    /// is never certain.
    package var heard: Int64
    /// The first and the last of them.
    package var span: TimeRange
    /// Whether it is certain that lines are missing. A balancer's backend may be something else, and of a request that
    /// failed or of a probe there may be no line.
    package var isCertain: Bool
    /// Whether the silent hour before it, by the same front, is the same silence: nobody behind has a line in between.
    package var isContinued = false

    package init(
        front: Station, behind: String, hour: Int64, seen: Int64, heard: Int64 = 0, span: TimeRange, isCertain: Bool
    ) {
        (self.front, self.behind, self.hour, self.seen, self.span) = (front, behind, hour, seen, span)
        (self.heard, self.isCertain) = (heard, isCertain)
    }
}

extension SilentHour {
    /// The same hours, in their order, each knowing whether it continues the one before it.
    ///
    /// - Parameter isHeard: whether somebody behind a front has a line between two times, in the hours from the first
    ///   to the last.
    package static func continued(
        _ hours: [SilentHour], isHeard: (Station, ClosedRange<Int64>, TimeRange) throws -> Bool
    ) rethrows -> [SilentHour] {
        var last: [Front: SilentHour] = [:]
        return try hours.map { hour in
            var hour = hour
            let front = Front(station: hour.front, behind: hour.behind)
            if let before = last[front], before.hour < hour.hour, before.span.to <= hour.span.from {
                let between = TimeRange(from: before.span.to, to: hour.span.from)
                hour.isContinued =
                    before.heard > 0 && hour.heard > 0
                    ? before.hour &+ 1 == hour.hour  // bounded: hours of times
                    : try !isHeard(hour.front, before.hour...hour.hour, between)
            }
            last[front] = hour
            return hour
        }
    }

    private struct Front: Hashable {
        var station: Station
        var behind: String
    }
}

extension SilentHour {
    /// How far apart the lines of one request may begin at two places.
    static let slack = 5 * Instant.minute
    /// One in so many requests of an hour may lie at its ends.
    static let mostAtTheEnds: Int64 = 500

    /// The silent hours among these. `hours` has every hour beside one that is asked for too; `stations` are those of
    /// the whole store.
    ///
    /// Cloud Run's line stands before the gateway's of the same region and service. Of a balancer's backend only the
    /// region is known, so any line behind it there is its answer.
    package static func all(among hours: [SourceHour], stations: Set<Station>) -> [SilentHour] {
        let expected = Expected(stations)
        let heard = Dictionary(grouping: hours.filter { $0.station.place > .balancer }) { Place($0.station.region, $0.hour) }
        let applications = Dictionary(grouping: hours.filter { $0.station.place == .application }) {
            Place($0.station.region, $0.hour, $0.station.service)
        }
        return hours.flatMap { front -> [SilentHour] in
            let sources = expected.behind(front.station)
            guard !sources.isEmpty else { return [] }
            let isRuntime = front.station.place == .runtime
            func own(_ hour: Int64) -> [SourceHour] {
                let (region, service) = (front.station.region, front.station.service)
                return (isRuntime ? applications[Place(region, hour, service)] : heard[Place(region, hour)]) ?? []
            }
            let isCertain = isRuntime && front.reached > 0
            let span = (isCertain ? front.reachedSpan : nil) ?? front.span
            let isHeard = [front.hour &- 1, front.hour, front.hour &+ 1].contains {  // bounded: hours of times
                own($0).contains { $0.span.overlaps(span.widened(by: slack)) }
            }
            let lines = isHeard ? own(front.hour).reduce(0) { saturatingSum($0, $1.lines) } : 0
            guard !isHeard || isCertain && front.reached > saturatingSum(lines, front.mostAtTheEnds(span)) else { return [] }
            let seen = isCertain ? front.reached : front.lines
            return sources.sorted().map {
                SilentHour(
                    front: front.station, behind: $0, hour: front.hour, seen: seen, heard: lines, span: span,
                    isCertain: isCertain && !isHeard)
            }
        }
    }

    /// The sources that should have a line of a request that a station saw, wherever they were heard.
    private struct Expected {
        /// Of a runtime, which names the service.
        private var ofService: [String: Set<String>] = [:]
        /// Of a balancer, of whose backend only the region is known.
        private var ofRegion: [String: Set<String>] = [:]

        init(_ stations: Set<Station>) {
            for station in stations where station.place == .application || station.place == .runtime {
                ofRegion[station.region, default: []].insert(station.source)
                if station.place == .application { ofService[station.service, default: []].insert(station.source) }
            }
            // Who names none may be anybody.
            (ofRegion[""], ofService[""]) = (nil, nil)
        }

        func behind(_ front: Station) -> Set<String> {
            guard !front.region.isEmpty else { return [] }
            return switch front.place {
            case .runtime: ofService[front.service] ?? []
            case .balancer: ofRegion[front.region] ?? []
            case .edge, .application, .elsewhere: []
            }
        }
    }

    /// How far clocks mostly are apart.
    static let skew = 5 * Instant.second

    private struct Place: Hashable {
        var region: String
        var hour: Int64
        /// Of an application; empty where any will do.
        var service: String

        init(_ region: String, _ hour: Int64, _ service: String = "") {
            (self.region, self.hour, self.service) = (region, hour, service)
        }
    }
}

extension SourceHour {
    /// How many of some lines may be of the hour beside this one by another clock: none where the first and the last
    /// lie well within it.
    fileprivate func mostAtTheEnds(_ span: TimeRange) -> Int64 {
        let ends = [span.from.advanced(by: -SilentHour.skew), span.to.advanced(by: SilentHour.skew)]
        return ends.contains { SourceHour.hour(of: $0) != hour } ? saturatingSum(1, reached / SilentHour.mostAtTheEnds) : 0
    }
}
