package import LogRecords

// foreign numbers: sums and products are checked

/// A key of a source's lines that is not what it was on the days before: the vendor changed its format, or somebody the
/// job's list of fields.
package struct FieldDrift: Sendable, Equatable {
    /// What became of the field from one day to the next.
    package enum Change: Sendable, Equatable {
        case appeared
        case vanished
        /// Values of one kind came beside or instead of those of another.
        case changedKind(from: FieldCount.Kind, to: FieldCount.Kind)
    }

    package var source: String
    package var day: Day
    package var path: String
    package var change: Change
    /// Lines of that day that had it, of those that were looked at.
    package var lines: Int64
    package var looked: Int64
    /// The same over the days before.
    package var linesBefore: Int64
    package var lookedBefore: Int64
}

extension FieldDrift {
    /// Days with lines before a day that it is compared with.
    package static let daysBefore = 7
    /// The days before are searched for that far back: a source that was not loaded for a week is still compared.
    package static let longestPause: Int32 = 31
    /// A key that is rare is not missed on a day when it does not occur: so many lines must have been expected to have
    /// it.
    static let leastExpected: Int64 = 10
    package static let most = 1000

    /// Of the lines that had a key before, and of those that have one now. One that fewer have comes and goes with what
    /// happens: with failures, say, or one customer.
    static let leastShare = 0.25

    /// What drifted on the days asked for, by source, day and key; as much of it as anybody will read. Each kind of a
    /// source's lines is compared with itself.
    package static func all(in counts: [FieldCount], on days: ClosedRange<Day>) -> [FieldDrift] {
        var found: [FieldDrift] = []
        for (source, counts) in Dictionary(grouping: counts, by: \.source).sorted(by: { $0.key < $1.key }) {
            let samples = Dictionary(grouping: counts, by: \.day).sorted { $0.key < $1.key }.map { Sample($0.key, $0.value) }
            for (index, sample) in samples.enumerated() where days.contains(sample.day) && index > 0 {
                let earlier = samples[..<index].suffix(daysBefore).filter {
                    $0.day >= sample.day.advanced(by: -longestPause)
                }
                guard let last = earlier.last else { continue }
                let before = Sample(last.day, joining: Array(earlier))
                found.append(contentsOf: sample.drift(from: before, last: last, source: FieldCount.name(ofSource: source)))
            }
        }
        return Array(found.prefix(most))
    }

    /// The keys of one source on one day, or on several.
    private struct Sample {
        var day: Day
        var looked: Int64 = 0
        var paths: [String: [FieldCount.Kind: Int64]] = [:]

        init(_ day: Day, _ counts: [FieldCount]) {
            self.day = day
            for count in counts {
                if count.kind == .line {
                    looked = saturatingSum(looked, count.lines)
                } else {
                    let known = paths[count.path]?[count.kind] ?? 0
                    paths[count.path, default: [:]][count.kind] = saturatingSum(known, count.lines)
                }
            }
        }

        init(_ day: Day, joining samples: [Sample]) {
            self.day = day
            for sample in samples {
                looked = saturatingSum(looked, sample.looked)
                paths.merge(sample.paths) { $0.merging($1, uniquingKeysWith: saturatingSum) }
            }
        }

        func drift(from before: Sample, last: Sample, source: String) -> [FieldDrift] {
            Set(paths.keys).union(before.paths.keys).sorted().compactMap { path in
                let (now, then) = (paths[path] ?? [:], before.paths[path] ?? [:])
                guard let change = change(path, now, then, before: before, last: last) else { return nil }
                return FieldDrift(
                    source: source, day: day, path: path, change: change, lines: now.values.reduce(0, saturatingSum),
                    looked: looked,
                    linesBefore: then.values.reduce(0, saturatingSum), lookedBefore: before.looked)
            }
        }

        private func change(
            _ path: String, _ now: [FieldCount.Kind: Int64], _ then: [FieldCount.Kind: Int64], before: Sample, last: Sample
        ) -> Change? {
            if then.isEmpty {
                return Sample.isExpected(now.values.reduce(0, saturatingSum), of: looked, in: before.looked) ? .appeared : nil
            }
            if now.isEmpty {
                // Said once, on the first day without it.
                guard last.paths[path] != nil else { return nil }
                return Sample.isExpected(then.values.reduce(0, saturatingSum), of: before.looked, in: looked) ? .vanished : nil
            }
            guard let kind = Sample.usual(now.filter { then[$0.key] == nil }), let old = Sample.usual(then),
                Sample.isExpected(now[kind] ?? 0, of: looked, in: before.looked)
            else { return nil }
            return .changedKind(from: old, to: kind)
        }

        /// Whether `lines` of `looked` are many, and would be enough to be noticed among `others`.
        private static func isExpected(_ lines: Int64, of looked: Int64, in others: Int64) -> Bool {
            guard looked > 0 else { return false }
            let share = Double(lines) / Double(looked)
            return share >= leastShare && share * Double(others) >= Double(leastExpected)  // bounded: no whole numbers
        }

        private static func usual(_ kinds: [FieldCount.Kind: Int64]) -> FieldCount.Kind? {
            kinds.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
        }
    }
}

extension Tracer {
    /// What drifted on the days of a time, or on all that are loaded, compared with the days before each.
    package func drift(in range: TimeRange?, of source: String? = nil) throws -> [FieldDrift] {
        guard let looked = try range ?? span() else { return [] }
        let days = Day(looked.from)...max(Day(looked.from), Day(looked.to))
        let first = days.lowerBound.advanced(by: -FieldDrift.longestPause)
        let counts = try store.fieldCounts(on: first...days.upperBound)
        return FieldDrift.all(
            in: source.map { name in counts.filter { FieldCount.name(ofSource: $0.source) == name } } ?? counts, on: days)
    }
}
