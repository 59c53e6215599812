package import LogRecords

extension InMemoryStore {
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
