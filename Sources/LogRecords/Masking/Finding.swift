/// A personal part of a `Spelling`, and what is shown in its place.
struct Finding: Equatable {
    var range: Range<Int>
    var shown: String
    /// One of the texts that were named: its own beginning is shown.
    var isKnown = false
}

extension [Finding] {
    /// Adds an e-mail address; what was found inside it goes: `203.0.113.7@corp.example`.
    mutating func add(_ mailbox: Finding) {
        while let last, last.range.lowerBound >= mailbox.range.lowerBound { removeLast() }
        var mailbox = mailbox
        if let last, last.range.upperBound > mailbox.range.lowerBound {
            mailbox.range = last.range.upperBound..<mailbox.range.upperBound
        }
        append(mailbox)
    }
}

extension [Unicode.Scalar] {
    /// The scalar there; beyond either end a space, which parts everything.
    func scalar(at index: Int) -> Unicode.Scalar { indices.contains(index) ? self[index] : " " }

    /// These scalars as text.
    func text(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: self[range])
        return text
    }

    /// Behind the last scalar of a run that begins here.
    func end(from start: Int, while isPart: (Unicode.Scalar) -> Bool) -> Int {
        var end = start
        while end < count, isPart(self[end]) { end += 1 }
        return end
    }

    /// Behind `:443`, where a port follows an address; else where it was.
    func endOfPort(from start: Int) -> Int {
        guard scalar(at: start) == ":" else { return start }
        let end = end(from: start + 1) { $0.isPlainDigit }
        return (1...5).contains(end - start - 1) && !scalar(at: end).isWord && scalar(at: end) != ":" ? end : start
    }
}
