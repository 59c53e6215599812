import LogRecords

// foreign numbers: sums and products are checked

extension IngestSummary {
    /// Counts what became of one shard.
    mutating func add(_ report: ShardReport) {
        notes.append(contentsOf: report.notes.map { .content(path: report.name, $0) })
        if let explanation = report.failure {
            shards.failed += 1
            failures.append(IngestFailure(explanation, path: report.name, shard: report.failed))
        }
        switch report.outcome {
        case .new(let entry):
            if report.failure == nil { shards.new += 1 }
            add(entry, report)
        case .continued(let entry, let from):
            if report.failure == nil {
                shards.continued += 1
                notes.append(.continues(path: report.name, known: from, afterLine: entry.firstVisibleLine - 1))
            }
            add(entry, report)
        case .known(let entry):
            if report.failure == nil { shards.known += 1 }
            if entry?.state == .expired { notes.append(.expired(path: report.name)) }
        case .failed: break
        case .skipped(let kind):
            shards.skipped += 1
            notes.append(.skipped(path: report.name, .document(kind)))
        case .leftOut(let hasRecord):
            shards.leftOut += 1
            if !hasRecord { notes.append(.noRecord(path: report.name)) }
        case .notTaken:
            notTaken += 1
        }
    }

    private mutating func add(_ entry: ShardEntry, _ report: ShardReport) {
        tally += entry.tally  // bounded: it saturates
        if entry.truncated {
            shards.truncated += 1
            notes.append(.cutShort(path: report.name, lines: entry.tally.lines))
        }
        let lost = entry.tally.skipped.lost
        if lost > 0 { notes.append(.bytesSkipped(path: report.name, bytes: lost)) }
        for source in entry.sources { add(source) }
        for (reason, count) in report.rejected {
            var rejection = rejections[reason] ?? Rejection()
            rejection.count = saturatingSum(rejection.count, count)
            for problem in report.problems where problem.reason == reason && rejection.first.count < Rejection.mostShown {
                rejection.first.append(Position(shard: entry.path, line: problem.line, offset: problem.offset))
            }
            rejections[reason] = rejection
        }
    }

    private mutating func add(_ source: ShardEntry.Source) {
        guard let index = sources.firstIndex(where: { $0.name == source.name }) else {
            sources.append(Source(name: source.name, shards: 1, records: source.records, span: source.span))
            sources.sort { $0.name < $1.name }
            return
        }
        sources[index].shards += 1
        sources[index].records = saturatingSum(sources[index].records, source.records)
        guard let span = source.span else { return }
        let known = sources[index].span ?? span
        sources[index].span = TimeRange(from: min(known.from, span.from), to: max(known.to, span.to))
    }
}

extension ShardEntry {
    /// Whether it has lines and every one that is not blank was rejected: garbage, or a format that is not known here.
    var isWhollyRejected: Bool { firstVisibleLine == 1 && tally.isWhollyRejected }

    /// The number of its last line, those of the shards included that it continues.
    var lastLine: Int64 { saturatingSum(firstVisibleLine - 1, tally.lines) }
}
