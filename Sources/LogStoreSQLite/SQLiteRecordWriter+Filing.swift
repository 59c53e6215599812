import LogRecords

/// What the last row's moment said, for the next one: rows of one day follow each other.
private struct FiledDay {
    var day: Day?
    /// Moments that are filed in the same way.
    var moments: Range<Int64> = 0..<0
    var isPruned = false
}

extension SQLiteRecordWriter {
    /// Decides under which day each row is filed, and notes how far each shard is read.
    func deal(_ batch: RecordBatch) -> Deal {
        var deal = Deal()
        var last = FiledDay()
        var read: (shard: Int64, line: Int64) = (0, 0)
        for index in 0..<batch.count {
            let cells = batch.row(index).cells
            let moment = filing.filed(cells)
            if moment.map({ !last.moments.contains($0) }) ?? true { last = moment.map(file) ?? FiledDay() }
            let (shard, line) = (filing.shard.value(in: cells) ?? 0, filing.line.value(in: cells) ?? 0)
            if last.isPruned {
                noteExpired(shard, line)
                continue
            }
            if read.shard != shard {
                noteLine(read.line, ofShard: read.shard)
                read = (shard, line)
            }
            read.line = max(read.line, line)
            deal.give(Int32(index), to: last.day)
        }
        noteLine(read.line, ofShard: read.shard)
        return deal
    }

    private func file(_ moment: Int64) -> FiledDay {
        let day = Day(Instant(nanoseconds: moment))
        guard plausible.contains(moment), intake.admits(day) else { return FiledDay() }
        let moments = day.start.nanoseconds..<day.start.nanoseconds + Instant.day
        return FiledDay(day: day, moments: moments.clamped(to: plausible), isPruned: prunedDays.contains(day))
    }

    private func noteLine(_ line: Int64, ofShard shard: Int64) {
        guard line > shards[shard]?.lastLine ?? 0 else { return }
        shards[shard, default: ShardInFlight()].lastLine = line
    }

    private func noteExpired(_ shard: Int64, _ line: Int64) {
        var inFlight = shards[shard] ?? ShardInFlight()
        if let last = inFlight.expired.last, last.upperBound &+ 1 == line {
            inFlight.expired[inFlight.expired.count - 1] = last.lowerBound...line
        } else {
            inFlight.expired.append(line...line)
        }
        shards[shard] = inFlight
    }
}
