import LogRecords

extension Tracer {
    /// Where lines name an instance of which nothing was found in a time. A look into each day's identifiers, and into
    /// the rows of four days.
    func whereabouts(of instance: String, around range: TimeRange?, _ filter: SightingFilter) throws -> Whereabouts {
        let days = try store.days(ofInstance: instance)
        guard !days.isEmpty else { return Whereabouts(near: try instances(resembling: instance, about: range)) }
        let dated = days.compactMap(\.day)
        var whereabouts = Whereabouts(lines: days.reduce(0) { saturatingSum($0, $1.sightings) }, days: dated.count)
        let ends = try [dated.first, dated.last].compactMap { $0 }.compactMap {
            try store.span(ofInstance: instance, in: $0.range)
        }
        whereabouts.span = ends.reduce(nil) { $0?.union($1) ?? $1 }
        guard let range else { return whereabouts }
        if filter != SightingFilter() {
            whereabouts.linesInRange =
                try store.sightings(ofInstance: instance, in: range, filter: SightingFilter(), limit: 0).total
        }
        (whereabouts.before, whereabouts.after) = try neighbours(of: range, among: dated, instance)
        return whereabouts
    }

    /// The last moment of an instance before a time, and the first behind it. The day of an end may have lines on its
    /// other side alone; the next one has not.
    private func neighbours(of range: TimeRange, among days: [Day], _ instance: String) throws -> (Instant?, Instant?) {
        let (end, start) = (range.from.advanced(by: -1), range.to.advanced(by: 1))
        var (before, after): (Instant?, Instant?)
        for day in days.reversed() where before == nil && day <= Day(end) {
            before = try store.span(ofInstance: instance, in: TimeRange(from: day.start, to: min(day.range.to, end)))?.to
        }
        for day in days where after == nil && day >= Day(start) {
            after = try store.span(ofInstance: instance, in: TimeRange(from: max(day.start, start), to: day.range.to))?.from
        }
        return (before, after)
    }

    /// Instances like one that was never seen, each with its line that is nearest to the searched time.
    private func instances(resembling instance: String, about range: TimeRange?) throws -> [Suggestion] {
        guard can(.listsInstances) else { return [] }
        return try InstanceLikeness(to: instance).suggestions(on: try days(near: range), in: store).map { suggestion in
            guard let range else { return suggestion }
            var suggestion = suggestion
            let days = try store.days(ofInstance: suggestion.value).compactMap(\.day)
            let (before, after) = try neighbours(of: range, among: days, suggestion.value)
            suggestion.started =
                try store.span(ofInstance: suggestion.value, in: range)?.from
                ?? Whereabouts(before: before, after: after).nearest(to: range)
            return suggestion
        }
    }

    /// The store's days, those that are nearest to a time first; without one the newest.
    private func days(near range: TimeRange?) throws -> [Day] {
        let days = try store.days().compactMap { $0 }
        guard let asked = range?.days ?? days.last.map({ $0...$0 }) else { return [] }
        func distance(_ day: Day) -> Int64 {
            let number = Int64(day.number)
            return max(0, Int64(asked.lowerBound.number) - number, number - Int64(asked.upperBound.number))  // bounded: 32 bits
        }
        return days.sorted { (distance($0), $1) < (distance($1), $0) }
    }
}
