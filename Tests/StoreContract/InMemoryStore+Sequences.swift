package import LogRecords

extension InMemoryStore {
    package func silences(in range: TimeRange?, limit: Int) -> Silences {
        let range = range ?? TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
        let counted = hours.filter { entries[$0.key] != nil }.values.flatMap(\.self)
        var byStation: [Station: [Int64: SourceHour]] = [:]
        for hour in counted {
            var sum = byStation[hour.station]?[hour.hour] ?? hour
            if byStation[hour.station]?[hour.hour] != nil { sum.add(hour) }
            byStation[hour.station, default: [:]][hour.hour] = sum
        }
        let all = byStation.values.flatMap(\.values)
        let lives = lives
        var found = Silences()
        found.gaps = sequenceGaps(in: range, limit: limit + 1)?.gaps ?? []
        found.isUncounted = entries.values.contains { entry in
            uncounted.contains(entry.number) && entry.state == .live && entry.standing.covers?.overlaps(range) ?? true
        }
        found.hours = SilentHour.all(among: all, stations: Set(byStation.keys)).filter { hour in
            hour.span.overlaps(range)
                && (hour.isCertain || hour.heard > 0
                    || !lives.contains {
                        $0.region == hour.front.region && $0.source == hour.behind && $0.span.from <= hour.span.from
                            && $0.span.to >= hour.span.to
                    })
        }
        .sorted { ($0.hour, $0.front, $0.behind) < ($1.hour, $1.front, $1.behind) }
        let applications = byStation.keys.filter { $0.place == .application }
        found.unheard = byStation.keys.filter { front in
            let same = applications.filter { $0.service == front.service && !front.service.isEmpty }
            return front.place == .runtime && !front.region.isEmpty && !same.isEmpty && !same.contains { $0.region == front.region }
        }.sorted()
        found.open = lives.filter { !$0.hasStopped && $0.span.from <= range.to && $0.span.to < range.to }
            .sorted { $0.span.to > $1.span.to }
            .map { OpenReplica(replica: $0, fronts: fronts(of: $0, byStation)) }
        var told: Set<String> = []
        for index in found.open.indices where !told.insert(found.open[index].replica.region).inserted {
            found.open[index].fronts = []
        }
        found.begunEarlier = lives.filter { !$0.hasBegun && $0.span.from > range.from }.sorted { $0.span.from < $1.span.from }
        found.isCut = [found.gaps.count, found.hours.count, found.open.count, found.begunEarlier.count].contains { $0 > limit }
        found.gaps = Array(found.gaps.prefix(limit))
        found.hours = SilentHour.continued(Array(found.hours.prefix(limit))) { front, hours, between in
            all.contains { hours.contains($0.hour) && $0.station.isBehind(front) && $0.span.overlaps(between) }
        }
        found.open = Array(found.open.prefix(limit))
        found.begunEarlier = Array(found.begunEarlier.prefix(limit))
        return found
    }

    /// The replicas, as all shards together tell of them.
    private var lives: [Replica] {
        let told = replicas.filter { entries[$0.key] != nil }.values.flatMap(\.self)
        return Dictionary(grouping: told, by: \.instance).values.compactMap { pieces in
            guard var life = pieces.first else { return nil }
            for piece in pieces.dropFirst() {
                life.firstNumber = min(life.firstNumber, piece.firstNumber)
                life.lastNumber = max(life.lastNumber, piece.lastNumber)
                life.span = life.span.union(piece.span)
                life.stopped = [life.stopped, piece.stopped].compactMap(\.self).max()
                if life.region.isEmpty { life.region = piece.region }
            }
            return life
        }
    }

    private func fronts(of replica: Replica, _ heard: [Station: [Int64: SourceHour]]) -> [OpenReplica.Front] {
        let named = heard.filter { [.balancer, .runtime].contains($0.key.place) && $0.key.region == replica.region }
        guard !replica.region.isEmpty else { return [] }
        return Dictionary(grouping: named, by: \.key.source).map { source, stations in
            let behind = stations.flatMap(\.value.values).filter { $0.span.to > replica.span.to }
            let next = behind.map { max($0.span.from, replica.span.to.advanced(by: 1)) }.min()
            return OpenReplica.Front(source: source, next: next)
        }.sorted { $0.source < $1.source }
    }

    package func sequenceGaps(in range: TimeRange?, limit: Int) -> SequenceGaps? {
        var found = SequenceGaps()
        let runs = sequences.filter { entries[$0.key] != nil }.values.flatMap(\.self)
        for (instance, runs) in Dictionary(grouping: runs, by: \.instance).sorted(by: { $0.key < $1.key }) {
            let isInRange = runs.contains { range?.overlaps($0.span) ?? true }
            found.instances += isInRange ? 1 : 0
            var reached: SequenceRun?
            for run in runs.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
                guard let before = reached else {
                    reached = run
                    continue
                }
                if run.first > before.last + 1 {
                    let (one, other) = (before.span.to, run.span.from)
                    found.add(
                        SequenceGap(
                            instance: instance, first: before.last + 1, last: run.first - 1,
                            span: TimeRange(from: min(one, other), to: max(one, other))), in: range, limit: limit)
                }
                if run.last > before.last { reached?.last = run.last }
                if run.span.to > before.span.to { reached?.span.to = run.span.to }
            }
        }
        return found
    }
}

extension SequenceGaps {
    fileprivate mutating func add(_ gap: SequenceGap, in range: TimeRange?, limit: Int) {
        guard range?.overlaps(gap.span) ?? true else { return }
        total += 1
        lines = lines.addingReportingOverflow(gap.lines).overflow ? .max : lines + gap.lines
        if gaps.count < limit { gaps.append(gap) }
    }
}
