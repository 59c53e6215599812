/// Remembers of which streams of a shard a piece was the last line, so that the end of a split line is never taken for
/// a line.
struct OpenPieces {
    /// At one time; once there are more, every line of a stream may be the end of one.
    private static let mostOpen = 4096

    private var shard: Int64 = 0
    private var number: Int64 = 0
    private var open: Set<WrappedLine.Stream> = []

    /// Takes the next line of a shard; whether it is a piece. `isWhole`: its text is one whole object.
    mutating func take(_ pieces: WrappedLine.Pieces, isWhole: Bool, shard: Int64, number: Int64) -> Bool {
        if shard != self.shard || number <= self.number { open = [] }
        (self.shard, self.number) = (shard, number)
        switch pieces {
        case .none: return false
        case .mixed: return true
        case .last(let stream):
            let wasOpen = isOpen(stream)
            open.remove(stream)
            return wasOpen
        case .end(let stream):
            open.remove(stream)
            return true
        case .perhaps(let stream) where isWhole && !isOpen(stream): return false
        case .more(let stream), .perhaps(let stream):
            if open.count < OpenPieces.mostOpen { open.insert(stream) }
            return true
        }
    }

    private func isOpen(_ stream: WrappedLine.Stream) -> Bool {
        open.contains(stream) || open.count >= OpenPieces.mostOpen
    }
}
