import Clocks
import LogFormats
import LogRecords
import LogShards

/// What is gathered of a shard while its lines go by.
struct ShardReading {
    let shard: Int64
    /// Content that is visible already through the shard that this one continues.
    let knownBytes: Int64
    var count = LineCount()
    var skipped = SkippedBytes()
    private var sources: SourceTally
    private var sequences = SequenceTally()
    private var hours: HourTally
    private let sampler: FieldSampler
    private var firstVisibleLine: Int64?
    /// The number of the last line that counted, here or in the shard that this one continues.
    private var lastNumber: Int64
    /// Its first line is the head of a table; a line that is no JSON is then one of its rows.
    private var isTable = false
    /// What the first rejected lines look like.
    private(set) var likeness: Likeness?
    private var likenessesLeft = Likeness.mostLines
    /// What is known of the line whose pieces are being taken.
    var pieces = PieceCount()

    init(
        shard: Int64, continuing known: ShardEntry?, formats: [(name: String, place: HopPlace)], sampler: FieldSampler, now: Instant
    ) {
        self.shard = shard
        knownBytes = known?.servedBytes ?? 0
        lastNumber = known.map { saturatingSum($0.firstVisibleLine - 1, $0.tally.lines) } ?? 0
        self.sampler = sampler
        sampler.beginShard()
        sources = SourceTally(formats: formats.count, now: now)
        hours = HourTally(formats: formats)
    }

    /// Of what a line may consist that is none itself.
    enum Parts {
        /// Objects beside each other, or text.
        case pieces(LineProblem.Reason)
        /// The elements of a batch.
        case elements
    }

    /// Decodes a line and counts what became of it; gives its parts, which are to be taken then, where it is no line as
    /// a whole.
    ///
    /// A line that was still being written when the earlier shard was loaded is longer now: it lies across `knownBytes`
    /// and counts.
    mutating func take(_ line: ShardLine, with decoder: LineDecoder, into batch: RecordBatch) -> Parts? {
        if isKnown(line) {
            if line.number == 1 { decoder.meetHead(line.bytes, shard: shard) }
            return nil
        }
        if line.isTooLong {
            reject(line, .tooLong)
            return nil
        }
        let number = nextNumber(line)
        if let parts = decode(line, number: number, with: decoder, into: batch) {
            guard case .elements = parts, line.isElement else { return parts }
            reject(line, .unrecognised)
            return nil
        }
        note(number)
        return nil
    }

    /// Whether all of it lies in the shard that this one continues.
    func isKnown(_ line: ShardLine) -> Bool {
        line.offset < knownBytes && line.offset &+ line.length <= knownBytes
    }

    /// The place among the shard's lines of one that comes now. The first one may be the end of a line that was counted
    /// with the earlier shard.
    func nextNumber(_ line: ShardLine) -> Int64 {
        firstVisibleLine == nil && line.offset < knownBytes ? max(1, lastNumber) : lastNumber &+ 1
    }

    /// Gives its parts, and counts nothing, where it is no JSON object or a batch; else it is counted, and its number
    /// is to be noted.
    mutating func decode(
        _ line: ShardLine, number: Int64, with decoder: LineDecoder, into batch: RecordBatch
    ) -> Parts? {
        switch decoder.decode(line.bytes, shard: shard, number: number, offset: line.offset, into: batch) {
        case .stored(let format):
            count.stored()
            let row = batch.row(batch.count - 1)
            sources.count(row, format: format)
            let time = sources.plausible(row[.started] ?? row[.ended])
            sampler.note(
                line.bytes, format: format, variant: decoder.variant, isBare: decoder.isBare, filed: time)
            if let time { hours.count(row, format: format, at: time, batch.terms) }
            // Most formats number nothing; the test of one bit is all that it costs them.
            if row.has(.sequence) { sequences.count(row, batch.terms) }
        case .blank: count.blank()
        case .notARequest:
            count.notARequest()
            if let numbering = decoder.notice { sequences.count(numbering, batch.terms) }
        case .rejected(let reason) where reason == .notJSON || reason == .notAnObject: return .pieces(reason)
        case .batch: return .elements
        case .rejected(let reason):
            count.reject(problem(line, number, reason))
            look(at: line)
        }
        return nil
    }

    /// Counts a line that is no JSON object.
    mutating func reject(_ line: ShardLine, _ reason: LineProblem.Reason) {
        let number = nextNumber(line)
        if reason == .notJSON, number == 1 { isTable = isTableHeader(line.bytes) }
        count.reject(problem(line, number, reason == .notJSON && isTable ? .unsupportedLayout : reason))
        look(at: line)
        note(number)
    }

    /// Looks what a rejected line may be, as long as nothing was told of those before it.
    private mutating func look(at line: ShardLine) {
        guard likeness == nil, likenessesLeft > 0 else { return }
        likenessesLeft -= 1
        likeness = Likeness(line.bytes)
    }

    /// Says that the line of this number counted.
    @inline(__always)
    mutating func note(_ number: Int64) {
        if firstVisibleLine == nil { firstVisibleLine = number }
        lastNumber = number
    }

    private func problem(_ line: ShardLine, _ number: Int64, _ reason: LineProblem.Reason) -> LineProblem {
        LineProblem(reason: reason, line: number, offset: line.offset, length: line.length)
    }

    /// The shard as the ledger is to keep it, once `reader` is at its end.
    mutating func finished(
        _ input: IngestInput, _ reader: ShardReader, continued: ShardEntry?, names: [String], hint: FileHint?
    ) -> FinishedShard {
        var tally = count.tally
        tally.bytes = max(0, reader.servedBytes - knownBytes)
        tally.skipped = skipped
        tally.skipped += reader.skipped
        // Without a hint it is read, and complained of, whenever it is met.
        let hint = tally.isWhollyRejected ? nil : hint
        // Nor does it stand for the time that its name tells: it is as if it were not there.
        let isEmpty = continued == nil && tally.isWhollyRejected
        let rhythm = isEmpty ? nil : shardRhythm(ofPath: input.ledgerPath)
        return FinishedShard(
            digest: reader.digest, firstLineHash: reader.firstLineHash, path: input.ledgerPath, folder: input.folder,
            coding: reader.coding, fileBytes: max(input.fileBytes, reader.compressedBytesRead), tally: tally,
            sources: sources.sources(named: names), rhythm: rhythm, truncated: reader.isTruncated,
            firstVisibleLine: firstVisibleLine ?? lastNumber + 1, problems: count.problems, hint: hint,
            servedBytes: reader.servedBytes, sequences: sequences.runs(), fields: sampler.fields, hours: hours.hours(),
            replicas: sequences.replicas(), isUncounted: hours.isCut)
    }
}
