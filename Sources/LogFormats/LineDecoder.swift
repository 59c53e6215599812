package import LogRecords

/// Turns lines into rows of a batch: one pass over the bytes, one format recognised, its fields decoded.
///
/// A decoder belongs to one thread. What a line costs is measured in RATIONALE.md.
package final class LineDecoder {
    /// What became of a line.
    package enum Result: Equatable {
        /// A row was added to the batch; the format's name is `formatNames[format]`.
        case stored(format: Int)
        case blank
        case notARequest
        case rejected(LineProblem.Reason)
        /// Its elements are lines: a batch of records that was put into one object.
        case batch
    }

    /// The names of the formats, in the order of `Result.stored`; variants of one source share one.
    package let formatNames: [String]
    /// Where their writers stand, in the same order.
    package let formatPlaces: [HopPlace]
    /// The kinds of lines, by what `variant` says.
    package let lineKinds: [String]
    /// The terms that the next batch will refer to.
    package private(set) var terms = TermTable()
    /// What numbers the last line that was `notARequest`; `nil` where its format counts nothing.
    package internal(set) var notice: LineNumbering?
    let scanner: LineScanner
    private let programs: FormatPrograms
    let memory = UnsafeMutablePointer<Memory>.allocate(capacity: 1)
    private let unescaping = UnsafeMutablePointer<UnescapedBytes>.allocate(capacity: 1)
    private let dates = UnsafeMutablePointer<TimeReading.DateMemory>.allocate(capacity: 1)
    private let attemptCells = UnsafeMutablePointer<Int64>.allocate(capacity: AttemptLayout.width)

    /// What is remembered from line to line; behind a pointer, because what a class holds is checked for exclusive
    /// access at each touch.
    struct Memory: ~Copyable {
        var recogniser = FormatRecogniser()
        var identity = RecordIdentity()
        var pieces = OpenPieces()
        var unwrapped = UnwrappedBytes()
        var table = CloudflareTable()
        var variant = -1
        var isBare = true
    }

    /// Of all formats, or of some.
    package init(formats: [LogFormat]? = nil) {
        let compiler = formats.map { FormatCompiler($0) } ?? .ofAll
        scanner = LineScanner(compiler.outline)
        formatNames = compiler.names
        formatPlaces = compiler.places
        lineKinds = compiler.lineKinds
        programs = FormatPrograms(compiler)
        memory.initialize(to: Memory())
        unescaping.initialize(to: UnescapedBytes())
        dates.initialize(to: TimeReading.DateMemory())
        attemptCells.initialize(repeating: 0, count: AttemptLayout.width)
    }

    deinit {
        memory.deinitialize(count: 1)
        memory.deallocate()
        unescaping.deinitialize(count: 1)
        unescaping.deallocate()
        dates.deallocate()
        attemptCells.deallocate()
    }

    /// An empty batch on the decoder's terms, or on new ones where those are nearly full.
    package func newBatch() -> RecordBatch {
        if terms.isNearlyFull { terms = TermTable() }
        return RecordBatch(terms: terms)
    }

    /// Which variant of which format the last line that was stored is.
    package var variant: Int { memory.pointee.variant }

    /// Whether the last line that was stored was recognised as it is: then nothing is around it.
    package var isBare: Bool { memory.pointee.isBare }

    /// What was dropped so far, in the order of the tables; as many entries at most as the tables have paths, twice.
    package var drift: [DriftCount] {
        programs.driftPlaces.indices.flatMap { index in
            let place = programs.driftPlaces[index]
            return [(DriftCount.Problem.wrongType, 0), (.unreadable, 1)].map { problem, offset in
                DriftCount(format: place.format, path: place.path, problem: problem, count: programs.drift[2 * index + offset])
            }
        }.filter { $0.count > 0 }
    }

    /// Decodes one line (bytes without line end; a pretty-printed object may have line ends within) into the batch's
    /// next row.
    ///
    /// The batch must not be full. Where the result is not `stored`, the batch has the rows that it had.
    package func decode(
        _ line: UnsafeRawBufferPointer, shard: Int64, number: Int64, offset: Int64, into batch: RecordBatch
    ) -> Result {
        let outcome = scanner.scan(line)
        guard case .object = outcome else {
            return decode(line, outcome, shard: shard, number: number, offset: offset, into: batch)
        }
        guard let (index, reader) = recognised(line) else {
            return decode(line, .object, shard: shard, number: number, offset: offset, into: batch)
        }
        memory.pointee.isBare = true
        return decode(index, reader, shard: shard, number: number, offset: offset, length: Int64(line.count), into: batch)
    }

    /// What a line is that was scanned, and how its values are read; `nil` where no format knows it.
    @inline(__always)
    func recognised(_ line: UnsafeRawBufferPointer) -> (variant: Int, reader: SlotReader)? {
        guard let base = line.baseAddress else { return nil }
        let reader = SlotReader(
            line: base, slots: scanner.tree.slots, generation: scanner.generation, checks: programs.checks, texts: programs.texts,
            unescaping: unescaping)
        let index = memory.pointee.recogniser.variant(reader, scanner.tree, programs)
        return index >= 0 ? (index, reader) : nil
    }

    /// Decodes the fields of a line that is recognised.
    @inline(__always)
    func decode(
        _ index: Int, _ reader: SlotReader, shard: Int64, number: Int64, offset: Int64, length: Int64, into batch: RecordBatch
    ) -> Result {
        switch programs.variants[index].outcome {
        case .notARequest:
            noteNumbering(index, reader, batch)
            return .notARequest
        case .unsupported: return .rejected(.unsupportedLayout)
        case .record: break
        }
        let row = batch.beginRow()
        let firstAttempt = batch.attemptCount
        row.set(.shard, shard)
        row.set(.line, number)
        row.set(.offset, offset)
        row.set(.length, length)
        decode(index, reader, row, batch)
        guard row.has(.started) || row.has(.ended) else {
            batch.dropRow(attemptsFrom: firstAttempt)
            return .rejected(.noTime)
        }
        memory.pointee.variant = index
        return .stored(format: Int(programs.variants[index].name))
    }

    /// Decodes the few fields that a line of no request has, in a row that is taken back.
    private func noteNumbering(_ index: Int, _ reader: SlotReader, _ batch: RecordBatch) {
        notice = nil
        guard programs.variants[index].fields.count > 0 else { return }
        let firstAttempt = batch.attemptCount
        let row = batch.beginRow()
        decode(index, reader, row, batch)
        notice = LineNumbering(row)
        notice?.isLast = row.has(.result)
        batch.dropRow(attemptsFrom: firstAttempt)
    }

    private func decode(_ index: Int, _ reader: SlotReader, _ row: RecordRow, _ batch: RecordBatch) {
        let variant = programs.variants.baseAddress.unsafelyUnwrapped + index
        let fields = FieldDecoder(
            reader: reader, operations: programs.operations, drift: programs.drift, dates: dates, batch: batch,
            terms: Terms(batch.terms))
        row.set(.vantage, variant.pointee.vantage)
        let name = fields.terms.number(
            of: variant.pointee.nameText, salt: 0, last: &variant.pointee.lastName, make: TermReading.plain)
        if let name { row.set(.format, Int64(name)) }
        fields.run(variant.pointee.fields, row.cells)
        dropSourceWithoutRegion(row)
        if variant.pointee.envelopeFields.count > 0 {
            fields.run(variant.pointee.envelopeFields, row.cells)
            dropSourceWithoutRegion(row)
        }
        decodeAttempts(variant, fields)
        setIdentity(variant, reader, row)
    }

    /// A table says once for all lines where its region comes from; a line without a region has no such source.
    private func dropSourceWithoutRegion(_ row: RecordRow) {
        if !row.has(.region) { row.remove(.regionSource) }
    }

    private func decodeAttempts(_ variant: UnsafeMutablePointer<FormatVariant>, _ fields: FieldDecoder) {
        if variant.pointee.attempt.count > 0 || variant.pointee.envelopeAttempt.count > 0 {
            attemptCells[0] = 0
            fields.run(variant.pointee.attempt, attemptCells)
            fields.run(variant.pointee.envelopeAttempt, attemptCells)
            keepAttempt(number: 1, fields.batch)
        }
        guard variant.pointee.attemptsSlot >= 0, let list = fields.reader.present(variant.pointee.attemptsSlot), list.kind == .array
        else { return }
        for element in 0..<min(Int(list.count), RecordBatch.mostAttempts) {
            attemptCells[0] = 0
            fields.run(
                variant.pointee.elements, attemptCells, offset: Int32(truncatingIfNeeded: element) &* variant.pointee.elementWidth)
            keepAttempt(number: element + 1, fields.batch)
        }
    }

    /// Adds the attempt that was decoded, if anything of it was there.
    private func keepAttempt(number: Int, _ batch: RecordBatch) {
        guard attemptCells[0] != 0 else { return }
        let attempt = batch.beginAttempt()
        attempt.cells[0] = attemptCells[0]
        for cell in 2..<AttemptLayout.width { attempt.cells[cell] = attemptCells[cell] }
        if attempt[.number] == nil { attempt.set(.number, Int64(number)) }
    }

    private func setIdentity(_ variant: UnsafeMutablePointer<FormatVariant>, _ reader: SlotReader, _ row: RecordRow) {
        let count = Int(variant.pointee.identityCount)
        guard count > 0 else { return }
        memory.pointee.identity.begin(variant.pointee.nameText)
        for index in 0..<count {
            let part = programs.identityParts[Int(variant.pointee.identityStart) + index]
            guard let slot = reader.present(part.slot) else { return }
            let bytes = reader.value(slot)
            if slot.kind == .number, part.reading == .text, let digits = plainDigits(ofNumber: bytes) {
                digits.withUnsafeBytes { memory.pointee.identity.append($0, .text, &dates.pointee) }
            } else {
                memory.pointee.identity.append(bytes, part.reading, &dates.pointee)
            }
        }
        row.set(.recordID, memory.pointee.identity.hash())
    }
}
