import LogRecords

// foreign numbers: sums and products are checked

extension Ledger {
    /// What is silent between the two ends although it should not be, or may not have been: proved by others or by
    /// numbers, never by a clock.
    func silences(in searched: TimeRange, late isLate: Bool = true) -> [Silence] {
        guard let facts else { return [] }
        var silences = [
            missingNumbers(facts, in: searched), seenInFront(facts, in: searched), openEnds(facts, in: searched, late: isLate),
            missingBeginnings(facts, in: searched), neverHeard(facts, in: searched),
        ].flatMap(\.self)
        if facts.isUncounted { silences.append(Silence(state: .unknown, range: searched, reason: .notCounted)) }
        if facts.isCut { silences.append(Silence(state: .unknown, range: searched, reason: .tooMuch)) }
        return silences
    }

    private func missingNumbers(_ facts: Silences, in searched: TimeRange) -> [Silence] {
        facts.gaps.filter { $0.span.overlaps(searched) }.map { gap in
            Silence(
                state: .hole, source: Source.waybillGateway, range: gap.span,
                reason: .numbersMissing(instance: gap.instance, first: gap.first, last: gap.last))
        }
    }

    /// Hours with no line between them are one silence.
    private func seenInFront(_ facts: Silences, in searched: TimeRange) -> [Silence] {
        let hours = facts.hours.filter { $0.span.overlaps(searched) && shelves[$0.behind] != nil }
        var silences: [Silence] = []
        for (key, hours) in Dictionary(grouping: hours, by: Front.init).sorted(by: { $0.key < $1.key }) {
            for (index, hour) in hours.sorted(by: { $0.hour < $1.hour }).enumerated() {
                let state = state(of: hour)
                if index > 0, hour.isContinued, let before = silences.last, before.state == state,
                    case .seenInFront(let front, let requests, let heard) = before.reason
                {
                    silences[silences.count - 1].range = before.range.union(hour.span)
                    silences[silences.count - 1].reason = .seenInFront(
                        by: front, requests: saturatingSum(requests, hour.seen), heard: saturatingSum(heard, hour.heard))
                } else {
                    silences.append(
                        Silence(
                            state: state, source: key.behind, region: key.region, range: hour.span,
                            reason: .seenInFront(by: key.source, requests: hour.seen, heard: hour.heard)))
                }
            }
        }
        return silences
    }

    private struct Front: Hashable, Comparable {
        var behind: String
        var region: String
        var source: String
        var service: String

        init(_ hour: SilentHour) {
            (behind, region, source, service) = (hour.behind, hour.front.region, hour.front.source, hour.front.service)
        }

        static func < (left: Front, right: Front) -> Bool {
            (left.behind, left.region, left.source, left.service) < (right.behind, right.region, right.source, right.service)
        }
    }

    /// A hole is within what is loaded of the source, and has had the time that its lines take to arrive: that of
    /// another line, not of a clock.
    private func state(of hour: SilentHour) -> Silence.State {
        guard hour.isCertain, let whole = shelves[hour.behind]?.windows.whole else { return .unknown }
        let due = hour.span.to.advanced(by: Ledger.longestDelay(of: hour.behind))
        return whole.from <= hour.span.from && due <= whole.to ? .hole : .unknown
    }

    private func openEnds(_ facts: Silences, in searched: TimeRange, late isLate: Bool) -> [Silence] {
        let ended = Set(declared.lazy.filter { $0.promise == .ended }.map(\.subject))
        return facts.open.compactMap { open in
            let replica = open.replica
            let delay = isLate ? Ledger.longestDelay(of: replica.source) : 0
            let end = searched.to.advanced(by: delay)
            guard !ended.contains(replica.instance), replica.span.from <= end, replica.span.to < end,
                !isQuiet(open, in: TimeRange(from: max(replica.span.to, searched.from), to: end))
            else { return nil }
            return Silence(
                state: .unknown, source: replica.source, region: replica.region.isEmpty ? nil : replica.region,
                range: TimeRange(from: replica.span.to, to: max(replica.span.to, searched.to)),
                reason: .endNotSaid(instance: replica.instance))
        }
    }

    /// Whether all that stands in front of a replica and names its region is loaded whole, and no request went there
    /// any more.
    private func isQuiet(_ open: OpenReplica, in range: TimeRange) -> Bool {
        !open.fronts.isEmpty
            && open.fronts.allSatisfy { front in
                front.next.map { $0 > range.to } ?? true && shelves[front.source]?.standing(in: range).isWhole ?? false
            }
    }

    private func neverHeard(_ facts: Silences, in searched: TimeRange) -> [Silence] {
        facts.unheard.map {
            Silence(state: .unknown, region: $0.region, range: searched, reason: .neverHeard(by: $0.source))
        }
    }

    private func missingBeginnings(_ facts: Silences, in searched: TimeRange) -> [Silence] {
        facts.begunEarlier.filter { $0.span.from > searched.from }.map { replica in
            Silence(
                state: .unknown, source: replica.source, region: replica.region.isEmpty ? nil : replica.region,
                range: TimeRange(from: searched.from, to: replica.span.from),
                reason: .beginningMissing(instance: replica.instance, first: replica.firstNumber))
        }
    }
}
