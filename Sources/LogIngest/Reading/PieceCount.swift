import LogFormats
import LogRecords
import LogShards

/// What is known of a line while its pieces go by: whether any of them is JSON decides whether they count as lines of
/// their own.
struct PieceCount {
    /// Those before the first that is JSON, and why they are not.
    fileprivate var waiting: [(piece: ShardLine, reason: LineProblem.Reason)] = []
    fileprivate var hasJSON = false
    fileprivate var isEmpty = true
    /// NULs since the last piece.
    fileprivate var nuls: Int64 = 0
    /// NULs between pieces that wait.
    fileprivate var nulsWithin: Int64 = 0
}

extension ShardReading {
    /// Takes the next piece of a line that is no line as a whole; one that is a batch is opened, and counts nothing.
    mutating func take(
        _ piece: LinePieces.Piece, of line: ShardLine, _ rest: inout LinePieces, with decoder: LineDecoder, into batch: RecordBatch
    ) {
        pieces.isEmpty = false
        switch piece {
        case .skipped(let range):
            let start = line.offset &+ Int64(range.lowerBound)
            pieces.nuls &+= max(0, line.offset &+ Int64(range.upperBound) &- max(start, knownBytes))
        case .line(let range):
            let piece = line.piece(range)
            guard !isKnown(piece) else { return }
            takeNULs()
            let number = nextNumber(pieces.waiting.first?.piece ?? piece) &+ Int64(pieces.waiting.count)
            switch decode(piece, number: number, with: decoder, into: batch) {
            case .elements where rest.open(): break
            case .elements: endUnknown(piece, .unrecognised)
            case .pieces(let reason): endUnknown(piece, reason)
            case nil:
                rejectWaiting()
                pieces.hasJSON = true
                note(number)
            }
        }
    }

    private mutating func endUnknown(_ piece: ShardLine, _ reason: LineProblem.Reason) {
        if pieces.hasJSON { reject(piece, reason) } else { pieces.waiting.append((piece, reason)) }
    }

    /// Those before the first piece are skipped, those between pieces only where these are lines of their own.
    private mutating func takeNULs() {
        if pieces.hasJSON || pieces.waiting.isEmpty { skipped.add(pieces.nuls) } else { pieces.nulsWithin &+= pieces.nuls }
        pieces.nuls = 0
    }

    private mutating func rejectWaiting() {
        for (piece, reason) in pieces.waiting { reject(piece, reason) }
        skipped.add(pieces.nulsWithin)
        (pieces.waiting, pieces.nulsWithin) = ([], 0)
    }

    /// Counts what is left of the line: one of no JSON at all is one line, of which NULs at its ends are no part, and
    /// one of nothing but what parts objects is blank.
    mutating func endPieces(of line: ShardLine) {
        if let first = pieces.waiting.first, let last = pieces.waiting.last?.piece {
            let (start, end) = (first.piece.offset &- line.offset, last.offset &+ last.length &- line.offset)
            reject(line.piece(Int(start)..<Int(end)), pieces.waiting.count == 1 ? first.reason : .notJSON)
        }
        skipped.add(pieces.nuls)
        if pieces.isEmpty {
            count.blank()
            note(nextNumber(line))
        }
        pieces = PieceCount()
    }
}
