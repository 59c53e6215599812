/// Remembers of which streams of a shard a piece was the last line, so that the end of a split line is never taken for
/// a line.
struct OpenPieces {
    private var shard: Int64 = 0
    private var number: Int64 = 0
    private var output = false
    private var errors = false

    /// Takes the next line of a shard; whether it is a piece. `isWhole`: its text is one whole object.
    mutating func take(_ pieces: WrappedLine.Pieces, isWhole: Bool, shard: Int64, number: Int64) -> Bool {
        if shard != self.shard || number <= self.number { (output, errors) = (false, false) }
        (self.shard, self.number) = (shard, number)
        switch pieces {
        case .none: return false
        case .mixed: return true
        case .last(let stream):
            let wasOpen = isOpen(stream)
            open(stream, false)
            return wasOpen
        case .perhaps(let stream) where isWhole && !isOpen(stream): return false
        case .more(let stream), .perhaps(let stream):
            open(stream, true)
            return true
        }
    }

    private func isOpen(_ stream: WrappedLine.Stream) -> Bool { stream == .output ? output : errors }

    private mutating func open(_ stream: WrappedLine.Stream, _ isOpen: Bool) {
        if stream == .output { output = isOpen } else { errors = isOpen }
    }
}
