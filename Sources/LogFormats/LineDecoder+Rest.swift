import LogRecords

/// Lines that as they stand are none of any format: they lie in a wrapper, are rows of a table, or have other
/// spellings.
extension LineDecoder {
    /// Decodes what lies in a wrapper, of a line that as it stands is none of any format.
    @inline(never)
    func decode(
        _ line: UnsafeRawBufferPointer, _ outcome: ScanOutcome, shard: Int64, number: Int64, offset: Int64, into batch: RecordBatch
    ) -> Result {
        memory.pointee.isBare = false
        let isObject = outcome == .object
        guard isObject || outcome == .notJSON else { return ended(outcome) }
        let wrapped: WrappedLine
        switch WrappedLine.find(line, isObject: isObject) {
        case .nothing where isObject:
            return decode(respelt: line, line, shard: shard, number: number, offset: offset, into: batch)
        case .nothing: return decodeRow(line, shard: shard, number: number, offset: offset, into: batch)
        case .batch: return .batch
        case .leftOut: return .rejected(.textLeftOut)
        case .action:
            notice = nil
            return .notARequest
        case .wrapped(let found): wrapped = found
        }
        guard let text = wrapped.text(of: line, in: &memory.pointee.unwrapped) else { return ended(outcome) }
        let inner = scanner.scan(text)
        let isWhole = inner == .object
        guard !memory.pointee.pieces.take(wrapped.pieces, isWhole: isWhole, shard: shard, number: number) else {
            return .rejected(.splitLine)
        }
        guard isWhole else { return ended(inner) }
        guard let (index, reader) = recognised(text) else {
            return decode(respelt: text, line, shard: shard, number: number, offset: offset, into: batch)
        }
        return decode(index, reader, shard: shard, number: number, offset: offset, length: Int64(line.count), into: batch)
    }

    /// Tells a decoder of a shard's first line that is not decoded itself, since it was loaded before: it may say what
    /// those behind it mean.
    package func meetHead(_ line: UnsafeRawBufferPointer, shard: Int64) {
        _ = memory.pointee.table.takeHead(line, shard: shard)
    }

    /// Decodes a line that is no JSON where the shard is a table.
    private func decodeRow(
        _ line: UnsafeRawBufferPointer, shard: Int64, number: Int64, offset: Int64, into batch: RecordBatch
    ) -> Result {
        guard !memory.pointee.table.takeHead(line, shard: shard) else {
            notice = nil
            return .notARequest
        }
        guard memory.pointee.table.hasHead(ofShard: shard) else { return .rejected(.notJSON) }
        guard let object = memory.pointee.table.object(of: line) else { return .rejected(.unsupportedLayout) }
        return decode(made: object, line, shard: shard, number: number, offset: offset, into: batch)
            ?? .rejected(.unsupportedLayout)
    }

    /// Decodes an object that no format knows, if it has a vendor's names in another spelling.
    private func decode(
        respelt object: UnsafeRawBufferPointer, _ line: UnsafeRawBufferPointer, shard: Int64, number: Int64, offset: Int64,
        into batch: RecordBatch
    ) -> Result {
        let text = CloudflareSpelling.respelt(object)
        return text.flatMap { decode(made: $0, line, shard: shard, number: number, offset: offset, into: batch) } ?? ended(.object)
    }

    /// Decodes the text that was made of a line; `nil` where no format knows that either.
    private func decode(
        made text: [UInt8], _ line: UnsafeRawBufferPointer, shard: Int64, number: Int64, offset: Int64, into batch: RecordBatch
    ) -> Result? {
        text.withUnsafeBytes { text in
            guard scanner.scan(text) == .object, let (index, reader) = recognised(text) else { return nil }
            return decode(index, reader, shard: shard, number: number, offset: offset, length: Int64(line.count), into: batch)
        }
    }

    /// What becomes of a line that no format knows.
    private func ended(_ outcome: ScanOutcome) -> Result {
        switch outcome {
        case .object: .rejected(.unrecognised)
        case .blank: .blank
        case .notJSON: .rejected(.notJSON)
        case .notAnObject: .rejected(.notAnObject)
        case .tooDeep: .rejected(.tooDeep)
        }
    }
}
