import LogRecords

// foreign numbers: sums and products are checked

extension IngestSummary {
    /// Counts what became of one shard.
    mutating func add(_ report: ShardReport) {
        notes.append(contentsOf: report.notes.map { "\(report.name): \($0)" })
        switch report.outcome {
        case .new(let entry):
            shards.new += 1
            add(entry, report)
        case .continued(let entry, let from):
            shards.continued += 1
            notes.append("\(report.name): continues \(from) after line \(entry.firstVisibleLine - 1)")
            add(entry, report)
        case .known(let entry):
            shards.known += 1
            if let entry, entry.state == .expired {
                notes.append("\(report.name): expired: its days were pruned from the store, so it is not loaded again")
            }
            if let entry, entry.isWhollyRejected { addRejected(entry, report) }
        case .failed(let explanation):
            shards.failed += 1
            failures.append(explanation)
        case .leftOut:
            shards.leftOut += 1
        case .notTaken:
            notTaken += 1
        }
    }

    private mutating func add(_ entry: ShardEntry, _ report: ShardReport) {
        tally += entry.tally  // bounded: it saturates
        if entry.truncated {
            shards.truncated += 1
            notes.append(
                "\(report.name): cut short; its \(entry.tally.lines) whole \(entry.tally.lines == 1 ? "line serves" : "lines serve")"
            )
        }
        let skipped = entry.tally.skipped
        if skipped.lost > 0 {
            notes.append("\(report.name): \(skipped.lost) bytes were no part of any line, where one may have been")
        }
        if entry.isWhollyRejected { addRejected(entry, report) }
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

    private mutating func addRejected(_ entry: ShardEntry, _ report: ShardReport) {
        failures.append(
            IngestError.nothingRecognised(path: report.name, lines: entry.tally.lines, hint: report.likeness?.hint).explanation)
    }

    private mutating func add(_ source: ShardEntry.Source) {
        guard let index = sources.firstIndex(where: { $0.name == source.name }) else {
            sources.append(source)
            sources.sort { $0.name < $1.name }
            return
        }
        sources[index].records = saturatingSum(sources[index].records, source.records)
        guard let span = source.span else { return }
        let known = sources[index].span ?? span
        sources[index].span = TimeRange(from: min(known.from, span.from), to: max(known.to, span.to))
    }
}

extension ShardEntry {
    /// Whether it has lines and every one that is not blank was rejected: garbage, or a format that is not known here.
    var isWhollyRejected: Bool { firstVisibleLine == 1 && tally.isWhollyRejected }
}

extension Tally {
    /// Whether lines were rejected, and none became anything.
    var isWhollyRejected: Bool { rejected > 0 && saturatingSum(rejected, blank) == lines }
}
