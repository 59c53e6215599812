import Clocks
import LogFormats
import LogRecords
import LogShards

/// What is gathered of a shard while its lines go by.
struct ShardReading {
    let shard: Int64
    /// Content that is visible already through the shard that this one continues.
    let skippedBytes: Int64
    private(set) var count = LineCount()
    private var sources: SourceTally
    private var sequences = SequenceTally()
    private let sampler: FieldSampler
    private var firstVisibleLine: Int64?
    private var lastLine: Int64 = 0
    /// Its first line is the head of a table; a line that is no JSON is then one of its rows.
    private var isTable = false

    init(shard: Int64, skipping skippedBytes: Int64, formats: Int, sampler: FieldSampler, now: Instant) {
        self.shard = shard
        self.skippedBytes = skippedBytes
        self.sampler = sampler
        sampler.beginShard()
        sources = SourceTally(formats: formats, now: now)
    }

    /// Decodes a line and counts what became of it.
    ///
    /// A line that was still being written when the earlier shard was loaded is longer now: it lies across `skippedBytes` and counts.
    mutating func take(_ line: ShardLine, with decoder: LineDecoder, into batch: RecordBatch) {
        lastLine = line.number
        if line.offset < skippedBytes, line.offset &+ line.length <= skippedBytes {
            if line.number == 1 { decoder.meetHead(line.bytes, shard: shard) }
            return
        }
        if firstVisibleLine == nil { firstVisibleLine = line.number }
        if line.isTooLong { return reject(line, .tooLong) }
        switch decoder.decode(line.bytes, shard: shard, number: line.number, offset: line.offset, into: batch) {
        case .stored(let format):
            count.stored()
            let row = batch.row(batch.count - 1)
            sources.count(row, format: format)
            sampler.note(
                line.bytes, format: format, variant: decoder.variant, filed: sources.plausible(row[.started] ?? row[.ended]))
            // Most formats number nothing; the test of one bit is all that it costs them.
            if row.has(.sequence), let numbering = LineNumbering(row) { sequences.count(numbering, batch.terms) }
        case .blank: count.blank()
        case .notARequest:
            count.notARequest()
            if let numbering = decoder.notice { sequences.count(numbering, batch.terms) }
        case .rejected(.notJSON):
            if line.number == 1 { isTable = isTableHeader(line.bytes) }
            reject(line, isTable ? .unsupportedLayout : .notJSON)
        case .rejected(let reason): reject(line, reason)
        }
    }

    private mutating func reject(_ line: ShardLine, _ reason: LineProblem.Reason) {
        count.reject(LineProblem(reason: reason, line: line.number, offset: line.offset, length: line.length))
    }

    /// The shard as the ledger is to keep it, once `reader` is at its end.
    func finished(
        _ input: IngestInput, _ reader: ShardReader, continued: ShardEntry?, names: [String], hint: FileHint?
    ) -> FinishedShard {
        var tally = count.tally
        tally.bytes = max(0, reader.servedBytes - skippedBytes)
        // Without a hint it is read, and complained of, whenever it is met.
        let hint = tally.isWhollyRejected ? nil : hint
        return FinishedShard(
            digest: reader.digest, firstLineHash: reader.firstLineHash, path: input.ledgerPath, folder: input.folder,
            coding: reader.coding, fileBytes: max(input.fileBytes, reader.compressedBytesRead), tally: tally,
            sources: sources.sources(named: names), rhythm: shardRhythm(ofPath: input.ledgerPath), truncated: reader.isTruncated,
            firstVisibleLine: firstVisibleLine ?? lastLine + 1, problems: count.problems, hint: hint,
            servedBytes: reader.servedBytes, sequences: sequences.runs, fields: sampler.fields)
    }
}
