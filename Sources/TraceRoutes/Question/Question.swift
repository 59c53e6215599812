package import LogRecords

/// A paste as it was understood: the ids in it, with every reading by shape, and a response body if it holds one.
package struct Question {
    /// A paste longer than this is read up to here: no id lies behind 64 KiB of something else.
    package static let longestPaste = 64 << 10
    /// Readings of one answer's ids that are tried.
    package static let mostReadings = 64
    /// Ids of one paste that are asked for.
    package static let mostIDs = 64
    /// Runs that are looked at as ids.
    static let mostTokens = 512

    package let text: String
    /// The ids that are told together, as in the headers of one response: each is one question.
    package internal(set) var blocks: [Block] = []
    /// What a pasted response body says of the region.
    package internal(set) var body: ResponseBody?
    package internal(set) var wasCut = false
    /// It holds more ids than are asked for.
    package internal(set) var holdsMore = false

    /// It names no id by shape or label; it may still be one, for an id is any text.
    package internal(set) var isProse = false

    /// Every reading of every id, the most specific of each question first.
    package var candidates: [Candidate] { blocks.flatMap(\.candidates) }

    /// Ids that were told together.
    package struct Block {
        package var candidates: [Candidate] = []
        /// Ids only if the text was not escaped: nothing is said of those that are not found.
        var isGuess = false
    }

    package init(_ paste: String) {
        var cut = paste.utf8.prefix(Question.longestPaste + 1)
        wasCut = cut.count > Question.longestPaste
        if wasCut { cut = cut.prefix(Question.longestPaste) }
        text = String(decoding: Array(cut), as: UTF8.self)
        let spellings = PasteSpellings(text)
        body = spellings.texts.lazy.compactMap(ResponseBody.init).first
        let reading = TokenReading(spellings)
        blocks = reading.blocks
        holdsMore = reading.holdsMore
        addFreeText(spellings.clean)
    }

    /// A paste that holds ids by shape is not an id itself, unless it is one word.
    private mutating func addFreeText(_ clean: String) {
        let isOneWord = !clean.contains { " \n{[".contains($0) }
        guard body == nil, blocks.isEmpty || isOneWord else { return }
        // Ids of letters alone have capitals among them.
        let isWord = !clean.contains(where: \.isNumber) && !clean.dropFirst().contains(where: \.isUppercase)
        isProse = blocks.isEmpty && (!isOneWord || isWord)
        var free = [clean, text].compactMap { freeText($0, isAlone: true) }
        if free.count == 2, free[0].keys == free[1].keys { free.removeLast() }
        if blocks.isEmpty { blocks = [Block()] }
        let known = Set(blocks[0].candidates.flatMap(\.keys))
        blocks[0].candidates += free.filter { known.isDisjoint(with: $0.keys) }
        if blocks[0].candidates.isEmpty { blocks = [] }
    }
}

/// One way to read a part of a paste, and what to look up for it.
package struct Candidate {
    package var reading: Reading
    /// What to look up, the most specific first.
    package var keys: [CanonicalIdentifier]
    /// What else it may stand as, looked up where nothing was found: a trace with or without zeros before it, or a
    /// spelling that earlier programs took for another id.
    var lastKeys: [CanonicalIdentifier] = []
    /// The fields in which such an id is expected. It counts wherever it stands, and the reading says where that is.
    var home: Set<IdentifierKind> = requestFields
    /// The smaller, the fewer requests such an id is expected to name.
    package var rank: Int
    /// Which of a paste's ids it is a reading of.
    var id = 0
    /// A text of a wrong length: it is only resembled, unless it lacks nothing but zeros before it.
    package var isDamaged = false
    /// Which customer the paste says it is of; no id of a request.
    package var isInstance = false
    /// What ids would begin with of which this may be the first digits.
    var beginning: IdentifierBeginning?
    /// How it ends, where dots stand for its middle.
    var ending = ""

    /// The fields in which a hit counts: an id is its value, whatever field holds it.
    package var fields: Set<IdentifierKind> { Candidate.anyField }

    private static let anyField = Set(IdentifierKind.allCases)
}
