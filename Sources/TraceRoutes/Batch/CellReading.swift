/// What a cell looks like before anybody is asked.
struct CellReading {
    /// How certain it is an id: 0 for none, 1 for a number as long as one, 2 for one by its shape.
    var weight = 0
    /// The smaller, the fewer requests such an id is expected to name.
    var rank = Int.max
    /// One word of the characters that ids are made of.
    var isWord = false

    init(_ cell: String) {
        let bare = cell.trimming(" \t\r\n\"'")
        isWord = !bare.isEmpty && bare.utf8.allSatisfy(Self.isOfWord)
        // A look at a cell that cannot be an id is spared.
        guard bare.utf8.count >= 16, bare.utf8.contains(where: { (48...57).contains($0) }) else { return }
        for candidate in Question(bare).blocks.filter({ !$0.isGuess }).flatMap(\.candidates) {
            let reading = candidate.reading
            guard !candidate.isDamaged, reading.kind != "text", reading.kind != "instance" else { continue }
            weight = max(weight, bare.isDecimal ? 1 : 2)
            rank = min(rank, candidate.rank)
        }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-_.:/+=#?&%".utf8.contains(byte)
        }
    }
}
