import Clocks
import Foundation
import LogFormats
import LogRecords
import LogShards
import Synchronization

/// What one reader thread does with a shard: finds out whether it is new, reads it, decodes it, and hands its rows to
/// the writer.
struct ShardLoader<Writer: RecordWriter & SendableMetatype> {
    let options: IngestOptions
    let queue: WriterQueue<Writer>
    let claims: FirstLineClaims
    /// Held by the one reader that reads a shard for whose windows there was no memory left.
    let alone: NSLock
    let counters: IngestCounters
    let stop: StopSwitch
    let decoder = LineDecoder()
    private let sampler: FieldSampler
    private let pool = BatchPool()

    init(
        options: IngestOptions, queue: WriterQueue<Writer>, claims: FirstLineClaims, alone: NSLock, counters: IngestCounters,
        stop: StopSwitch
    ) {
        self.options = options
        self.queue = queue
        self.claims = claims
        self.alone = alone
        self.counters = counters
        self.stop = stop
        sampler = FieldSampler(names: decoder.formatNames, kinds: decoder.lineKinds)
    }

    /// Loads a shard, or says why not. A shard that cannot be read is a report, not a failure of the run.
    func load(_ input: IngestInput) throws(RunEnded) -> ShardReport {
        let hint = input.hint(now: options.now())
        if let hint, !options.recheck, try queue.ask({ try $0.isKnown(hint) }) {
            return ShardReport(name: input.name, outcome: .known(nil))
        }
        do {
            do {
                return try read(input, hint: hint, options.limits)
            } catch ShardError.windowsBusy {
                return try readAlone(input, hint: hint)
            }
        } catch let error as any Explained {
            return ShardReport(name: input.name, outcome: .failed(error.explanation))
        } catch {
            throw RunEnded()
        }
    }

    /// Reads a shard from its beginning, for whose windows there was no memory left. Nothing is held while it waits for
    /// its turn, so nobody who has it waits for this reader.
    private func readAlone(_ input: IngestInput, hint: FileHint?) throws -> ShardReport {
        var limits = options.limits
        limits.windows = nil
        return try alone.withLock { try read(input, hint: hint, limits) }
    }

    /// Reads the first lines, and by the first of them learns what the shard may repeat or continue.
    private func read(_ input: IngestInput, hint: FileHint?, _ limits: ShardLimits) throws -> ShardReport {
        let stop = stop
        var limits = limits
        // Standard input cannot be begun again.
        if case .standardInput = input { limits.windows = nil }
        let reader = try ShardReader(input.shardInput, limits: limits, isStopped: { stop.isOn })
        guard let block = try firstLines(of: reader) else {
            if stop.isOn { return ShardReport(name: input.name, outcome: .notTaken) }
            throw noLines(of: input, reader)
        }
        if !options.sources.isEmpty {
            let source = try firstSource(of: input, block, limits)
            guard source.map(options.sources.contains) ?? false else {
                return ShardReport(name: input.name, outcome: .leftOut(hasRecord: source != nil))
            }
        }
        let firstLineHash = reader.firstLineHash
        claims.take(firstLineHash)
        defer { claims.release(firstLineHash) }
        let candidates = try queue.ask { try $0.shards(beginningWith: firstLineHash) }
        switch try identity(of: input, among: candidates, limits) {
        case .new:
            return try load(input, from: reader, block, after: nil, mayRepeat: candidates.first, hint: hint)
        case .continues(let entry, let isOfUse):
            // From its beginning, so that the NULs of the known part are not counted again.
            let reader = try ShardReader(
                input.shardInput, limits: limits, countingFrom: entry.servedBytes, isStopped: { stop.isOn })
            guard let block = try firstLines(of: reader) else { return ShardReport(name: input.name, outcome: .notTaken) }
            var report = try load(input, from: reader, block, after: entry, mayRepeat: nil, hint: isOfUse ? hint : nil)
            report.isOfUse = isOfUse
            return report
        case .known(let entry, let isOfUse):
            // Earlier versions had documents in the ledger.
            if entry.isWhollyRejected, let document = LaidOutDocument(input, of: entry.tally) {
                return ShardReport(name: input.name, outcome: .skipped(document.kind))
            }
            // What rejected all of it was another version, or another limit.
            if !isOfUse, try firstSource(of: input, block, limits) != nil {
                return try load(input, from: reader, block, after: nil, mayRepeat: nil, hint: hint, isUseless: true)
            }
            if let hint, isOfUse { try queue.ask { try $0.noteSeen(hint, shard: entry.number) } }
            return ShardReport(name: input.name, outcome: .known(entry), isOfUse: isOfUse)
        case .mayRepeat(let entry):
            throw IngestError.mayRepeat(path: input.name, known: entry.path)
        case .interrupted:
            return ShardReport(name: input.name, outcome: .notTaken)
        }
    }

    private func noLines(of input: IngestInput, _ reader: ShardReader) -> IngestError {
        if reader.isTruncated { return .noWholeLine(path: input.name) }
        let skipped = reader.skipped.count
        return skipped > 0 && reader.decompressedBytes > 0
            ? .onlyNULs(path: input.name, bytes: skipped) : .emptyShard(path: input.name)
    }

    /// Blocks in which a shard's first record is looked for; one without any there is left out, and read so far at
    /// every load.
    private static var mostBlocksLookedThrough: Int { 16 }

    /// The source of the first record; `nil` where none is near its beginning. Of standard input only the first block
    /// is looked at.
    private func firstSource(
        of input: IngestInput, _ lines: UnsafeBufferPointer<ShardLine>, _ limits: ShardLimits
    ) throws(ShardError) -> String? {
        if let source = firstSource(among: lines) { return source }
        guard case .file = input else { return nil }
        let reader = try ShardReader(input.shardInput, limits: limits)
        var blocks = 0
        while blocks < Self.mostBlocksLookedThrough, !stop.isOn, let lines = try reader.nextLines() {
            blocks += 1
            if let source = firstSource(among: lines) { return source }
        }
        return nil
    }

    private func firstSource(among lines: UnsafeBufferPointer<ShardLine>) -> String? {
        let batch = pool.batch(for: decoder)
        defer { pool.giveBack(batch) }
        for line in lines where !line.isTooLong {
            if let source = source(of: line.bytes, batch) { return source }
            var pieces = LinePieces(line.bytes)
            while let piece = pieces.next() {
                guard case .line(let range) = piece else { continue }
                if let source = source(of: UnsafeRawBufferPointer(rebasing: line.bytes[range]), batch) { return source }
                pieces.open()
            }
        }
        return nil
    }

    /// The format of a line that is a record.
    private func source(of line: UnsafeRawBufferPointer, _ batch: RecordBatch) -> String? {
        guard case .stored(let format) = decoder.decode(line, shard: 0, number: 0, offset: 0, into: batch) else { return nil }
        batch.clear()
        return decoder.formatNames[format]
    }

    private func firstLines(of reader: ShardReader) throws(ShardError) -> UnsafeBufferPointer<ShardLine>? {
        while let block = try reader.nextLines() {
            if !block.isEmpty { return block }
        }
        return nil
    }

    private func identity(
        of input: IngestInput, among candidates: [ShardEntry], _ limits: ShardLimits
    ) throws(ShardError) -> ShardIdentity {
        guard !candidates.isEmpty, case .file(let file) = input else { return .new }
        return try ShardIdentity.find(of: file.path, among: candidates, limits: limits, stop: stop)
    }

    /// Decodes the shard's lines into batches and ends it. Standard input cannot be read twice: it streams, and where a
    /// known shard begins with the same line only its digest at the end tells whether it is that shard (`mayRepeat`);
    /// anything else is refused.
    private func load(
        _ input: IngestInput, from reader: ShardReader, _ firstBlock: UnsafeBufferPointer<ShardLine>, after continued: ShardEntry?,
        mayRepeat: ShardEntry?, hint: FileHint?, isUseless: Bool = false
    ) throws -> ShardReport {
        let number = try queue.ask { try $0.beginShard() }
        let formats = zip(decoder.formatNames, decoder.formatPlaces).map { (name: $0, place: $1) }
        var reading = ShardReading(
            shard: number, continuing: continued, formats: formats, sampler: sampler, now: options.now())
        do {
            try decode(firstBlock, from: reader, into: &reading)
            guard !stop.isOn else {
                try queue.ask { try $0.abandonShard(number) }
                return ShardReport(name: input.name, outcome: .notTaken)
            }
            if continued == nil, reading.count.tally.isWhollyRejected,
                let document = LaidOutDocument(input, of: reading.count.tally)
            {
                try queue.ask { try $0.abandonShard(number) }
                return ShardReport(name: input.name, outcome: .skipped(document.kind))
            }
            try refuse(input, ifTooBad: reading.count.tally)
        } catch let error as any Explained {
            try queue.ask { try $0.abandonShard(number) }
            throw error
        }
        let finished = reading.finished(input, reader, continued: continued, names: decoder.formatNames, hint: hint)
        let mustBeKnown = mayRepeat != nil && input.folder == nil
        let end = try queue.ask { writer in
            try ShardEnd.decide(number, as: finished, in: writer, mustBeKnown: mustBeKnown, isUseless: isUseless)
        }
        var report = ShardReport(name: input.name, outcome: .notTaken, notes: reader.notes)
        switch end {
        case .known(let entry):
            report.outcome = .known(entry)
            return report
        case .refused:
            throw IngestError.mayRepeat(path: input.name, known: mayRepeat?.path ?? "a known shard")
        case .ended(let entry):
            assert(entry.tally.balances, "lines went astray")
            guard entry.tally.balances else {
                throw IngestError.tallyDoesNotBalance(path: input.name, tally: entry.tally)
            }
            report.outcome = continued.map { .continued(entry, from: $0.path) } ?? .new(entry)
            report.rejected = reading.count.rejected
            report.problems = reading.count.problems
            report.likeness = reading.likeness
            return report
        }
    }

    private func refuse(_ input: IngestInput, ifTooBad tally: Tally) throws(IngestError) {
        let lines = tally.lines - tally.blank
        guard let most = options.mostBad, Double(tally.rejected) > most * Double(lines) else { return }
        throw .tooManyRejected(path: input.name, rejected: tally.rejected, lines: lines)
    }

    private func decode(
        _ firstBlock: UnsafeBufferPointer<ShardLine>, from reader: ShardReader, into reading: inout ShardReading
    ) throws {
        var batch = pool.batch(for: decoder)
        var next: UnsafeBufferPointer<ShardLine>? = firstBlock
        var counted: Int64 = 0
        while let block = next, !stop.isOn {
            for line in block {
                if batch.isFull { batch = try handOver(batch) }
                if let parts = reading.take(line, with: decoder, into: batch) {
                    batch = try take(parts, of: line, into: batch, &reading)
                }
            }
            counters.bytesRead.add(reader.compressedBytesRead - counted, ordering: .relaxed)
            counters.lines.add(Int64(block.count), ordering: .relaxed)
            counted = reader.compressedBytesRead
            do { next = try reader.nextLines() } catch {
                pool.giveBack(batch)
                throw error
            }
        }
        if batch.count > 0, !stop.isOn { _ = try handOver(batch) } else { pool.giveBack(batch) }
    }

    /// Takes the parts of a line that is no line as a whole; gives the batch to go on with.
    private func take(
        _ parts: ShardReading.Parts, of line: ShardLine, into first: RecordBatch, _ reading: inout ShardReading
    ) throws(RunEnded) -> RecordBatch {
        var batch = first
        var pieces = if case .elements = parts { LinePieces(ofBatch: line.bytes) } else { LinePieces(line.bytes) }
        while let piece = pieces.next() {
            if batch.isFull { batch = try handOver(batch) }
            reading.take(piece, of: line, &pieces, with: decoder, into: batch)
        }
        reading.endPieces(of: line)
        return batch
    }

    /// Gives a full batch to the writer and takes an empty one.
    private func handOver(_ full: RecordBatch) throws(RunEnded) -> RecordBatch {
        let pool = pool
        try queue.hand { writer in
            try writer.append(full)
            pool.giveBack(full)
        }
        return pool.batch(for: decoder)
    }
}
