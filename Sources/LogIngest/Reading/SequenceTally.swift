import LogFormats
import LogRecords

// foreign numbers: sums and products are checked

/// Gathers the numbers that gateway instances gave the lines of one shard, as runs without a gap.
///
/// A shard is nearly always of one instance and in its order: then a line costs two comparisons.
struct SequenceTally {
    /// Of one instance. A shard whose lines lie in no order at all is kept as one run from its least number to its
    /// greatest, which claims no gap.
    static let mostRuns = 1000
    /// Further instances of a shard are left out: no gateway shares a file with so many.
    static let mostInstances = 4096
    /// Of all instances of a shard; then the one that has the most is kept as one run.
    static let mostRunsInAll = 1 << 15

    /// The numbers of one instance.
    private struct Instance {
        var name: String
        var runs: [SequenceRun] = []
        var source: String?
        var region: String?
        /// The number of the line that says that it stopped.
        var stopped: Int64?
        /// There were too many runs; what comes now only makes the one longer.
        var isInNoOrder = false
    }

    private var instances: [Instance] = []
    private var runsInAll = 0
    private var indexOfName: [String: Int] = [:]
    /// What the terms of the present table stand for.
    private var indexOfTerm: [UInt32: Int] = [:]
    private var terms: TermTable?
    private var last: (term: UInt32, index: Int)?
    /// The lines that continued the last run of the instance `index`, which are in it only once another line follows.
    private var run = (term: Int64(-1), index: 0, next: Int64(0), from: Int64.max, to: Int64.min)

    /// Counts a row that is numbered.
    @inline(__always)
    mutating func count(_ row: RecordRow, _ terms: TermTable) {
        if self.terms === terms, row[.gatewayInstance] == run.term, row[.sequence] == run.next, run.next < .max,
            let written = row[.ended] ?? row[.started]
        {
            run.next &+= 1
            run.from = min(run.from, written)
            run.to = max(run.to, written)
        } else if let numbering = LineNumbering(row) {
            count(numbering, terms)
        }
    }

    mutating func count(_ numbering: LineNumbering, _ terms: TermTable) {
        endRun()
        // From 1; the end of the range is left free, so that a number may be counted on from.
        guard numbering.sequence >= 1, numbering.sequence < .max, let index = index(of: numbering.instance, terms) else { return }
        let number = numbering.sequence
        if instances[index].source == nil { instances[index].source = numbering.format.map(terms.text) }
        if instances[index].region == nil { instances[index].region = numbering.region.map(terms.text) }
        if numbering.isLast { instances[index].stopped = max(instances[index].stopped ?? number, number) }
        let current = instances[index].runs.count - 1
        if current >= 0, instances[index].runs[current].last &+ 1 == number {
            instances[index].runs[current].last = number
            instances[index].runs[current].span.include(numbering.written)
        } else {
            append(number, numbering.written, to: index)
        }
        beginRun(of: numbering, index)
    }

    /// The lines that follow are taken to continue this one, of an instance of which nothing is left to learn from
    /// them.
    private mutating func beginRun(of numbering: LineNumbering, _ index: Int) {
        let instance = instances[index]
        guard instance.source != nil, instance.region != nil, instance.runs.last?.last == numbering.sequence else { return }
        run = (Int64(numbering.instance), index, numbering.sequence &+ 1, .max, .min)
    }

    private mutating func endRun() {
        if run.from <= run.to, let current = instances[run.index].runs.indices.last {
            instances[run.index].runs[current].last = run.next &- 1
            instances[run.index].runs[current].span.include(Instant(nanoseconds: run.from))
            instances[run.index].runs[current].span.include(Instant(nanoseconds: run.to))
        }
        run = (-1, 0, 0, .max, .min)
    }

    /// By instance and number.
    mutating func runs() -> [SequenceRun] {
        endRun()
        return instances.flatMap { $0.runs.joined().onlyOne(if: $0.isInNoOrder) }
    }

    /// Each instance, as far as this shard tells of it.
    mutating func replicas() -> [Replica] {
        endRun()
        return instances.compactMap { instance in
            let runs = instance.runs.joined()
            guard let first = runs.first, let last = runs.last else { return nil }
            return Replica(
                instance: instance.name, source: instance.source ?? "", region: instance.region ?? "", firstNumber: first.first,
                lastNumber: last.last, span: runs.dropFirst().reduce(first.span) { $0.union($1.span) }, stopped: instance.stopped)
        }
    }

    private mutating func index(of term: UInt32, _ terms: TermTable) -> Int? {
        if self.terms !== terms {
            self.terms = terms
            indexOfTerm = [:]
            last = nil
        }
        if let last, last.term == term { return last.index }
        guard let index = indexOfTerm[term] ?? newIndex(of: terms.text(of: term)) else { return nil }
        indexOfTerm[term] = index
        last = (term, index)
        return index
    }

    private mutating func newIndex(of name: String) -> Int? {
        if let known = indexOfName[name] { return known }
        guard instances.count < SequenceTally.mostInstances else { return nil }
        instances.append(Instance(name: name))
        indexOfName[name] = instances.count - 1
        return instances.count - 1
    }

    private mutating func append(_ number: Int64, _ written: Instant, to index: Int) {
        let run = SequenceRun(
            instance: instances[index].name, first: number, last: number, span: TimeRange(from: written, to: written))
        instances[index].runs.append(run)
        runsInAll += 1
        if instances[index].runs.count > 2 * SequenceTally.mostRuns { shorten(index, to: SequenceTally.mostRuns) }
        guard runsInAll > SequenceTally.mostRunsInAll,
            let longest = instances.indices.max(by: { instances[$0].runs.count < instances[$1].runs.count })
        else { return }
        shorten(longest, to: 1)
    }

    /// Joins the runs of an instance; where more than `most` are left, they become one.
    private mutating func shorten(_ index: Int, to most: Int) {
        runsInAll &-= instances[index].runs.count
        let joined = instances[index].runs.joined()
        if joined.count > most { instances[index].isInNoOrder = true }
        instances[index].runs = joined.onlyOne(if: instances[index].isInNoOrder)
        runsInAll &+= instances[index].runs.count
    }
}

extension [SequenceRun] {
    /// Sorted, with those that touch or overlap made one.
    fileprivate func joined() -> [SequenceRun] {
        var joined: [SequenceRun] = []
        for run in sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            if let end = joined.last, run.first <= end.last &+ 1 {
                joined[joined.count - 1].join(run)
            } else {
                joined.append(run)
            }
        }
        return joined
    }

    /// From the least number to the greatest.
    fileprivate func onlyOne(if isInNoOrder: Bool) -> [SequenceRun] {
        guard isInNoOrder || count > SequenceTally.mostRuns, var whole = first else { return self }
        for run in dropFirst() { whole.join(run) }
        return [whole]
    }
}

extension SequenceRun {
    fileprivate mutating func join(_ other: SequenceRun) {
        first = Swift.min(first, other.first)
        last = Swift.max(last, other.last)
        span.include(other.span.from)
        span.include(other.span.to)
    }
}
