import LogRecords

/// Reads the ids of a paste and puts those together that were told together.
struct TokenReading {
    private(set) var blocks: [Question.Block] = []
    private(set) var holdsMore = false
    private var seen: Set<String> = []
    private var ids = 0

    init(_ spellings: PasteSpellings) {
        var lists = spellings.texts.map(idTokens)
        // The text that holds most ids is the one that was meant; of equals the one that was unwrapped furthest.
        let counts = lists.map { $0.count { $0.isIntact || !$0.exactTexts.isEmpty } }
        guard let most = counts.max(), let best = counts.firstIndex(of: most) else { return }
        var tokens = lists.remove(at: best)
        let words = spellings.texts[best].split(whereSeparator: { $0 == "\n" || $0 == " " }).count
        if tokens.count == 1 { tokens[0].isAlone = words <= 4 }
        let upper = takeUpperHalf(&tokens)
        add(tokens, upperHalf: upper, isHeader: headerLines(of: spellings.texts[best]))
        addGuesses(lists.joined().filter { $0.isIntact || !$0.exactTexts.isEmpty })
    }

    /// What Datadog tells apart of a trace of 128 bits: `_dd.p.tid=640cfd8d00000000`.
    private func takeUpperHalf(_ tokens: inout [IDToken]) -> UInt64? {
        guard let index = tokens.firstIndex(where: { $0.label == "tid" && $0.text.utf8.count == 16 }) else { return nil }
        return UInt64(tokens.remove(at: index).text, radix: 16)
    }

    private mutating func add(_ tokens: [IDToken], upperHalf: UInt64?, isHeader: Set<Int>) {
        var block = Question.Block()
        var labels: Set<String> = []
        var line: Int?
        for token in tokens {
            var found = readings(of: token)
            if let upperHalf, token.isUnder("datadog"), case .span(let lower) = token.shapes.first, token.label.contains("trace") {
                found.indices.forEach { found[$0].keys.insert(.bits128(ID128(high: upperHalf, low: lower)), at: 0) }
            }
            found = unknown(found)
            guard !found.isEmpty else { continue }
            guard ids < Question.mostIDs else {
                holdsMore = true
                break
            }
            let goesOn = line.map { $0 == token.line || isHeader.isSuperset(of: $0...token.line) } ?? true
            if !goesOn || token.label.isEmpty || !labels.insert(token.label).inserted {
                close(&block)
                labels = [token.label]
            }
            line = token.line
            block.candidates += numbered(found)
        }
        close(&block)
    }

    private mutating func addGuesses(_ tokens: [IDToken]) {
        var block = Question.Block(isGuess: true)
        for token in tokens where ids < Question.mostIDs { block.candidates += numbered(unknown(readings(of: token))) }
        close(&block)
    }

    private mutating func close(_ block: inout Question.Block) {
        let ranked = block.candidates.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        block.candidates = ranked.prefix(Question.mostReadings).map(\.element)
        if !block.candidates.isEmpty { blocks.append(block) }
        block = Question.Block()
    }

    private mutating func unknown(_ candidates: [Candidate]) -> [Candidate] {
        candidates.filter { seen.insert($0.reading.kind + " " + $0.reading.value).inserted }
    }

    private mutating func numbered(_ candidates: [Candidate]) -> [Candidate] {
        guard !candidates.isEmpty else { return [] }
        ids += 1
        return candidates.map { candidate in
            var candidate = candidate
            candidate.id = ids
            return candidate
        }
    }

    /// The lines that are a header of a response or a member of an object, `name: value`: what follows on each other
    /// belongs together.
    private func headerLines(of text: String) -> Set<Int> {
        var lines: Set<Int> = []
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return lines }
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let bare = line.drop { " <>*\"'{,".contains($0) }
            let name = bare.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            let behind = bare.dropFirst(name.count).drop { "\"' ".contains($0) }
            let isBracket = !line.isEmpty && line.allSatisfy { " {}[],\r".contains($0) }
            if isBracket || !name.isEmpty && (behind.first == ":" || behind.first == "=") || line.contains("HTTP/") {
                lines.insert(number)
            }
        }
        return lines
    }
}
