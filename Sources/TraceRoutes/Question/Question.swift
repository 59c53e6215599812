package import LogRecords

/// A paste as it was understood: every reading by shape, the most specific first, and a response body if it holds one.
package struct Question {
    /// A paste longer than this is read up to here: no id lies behind 64 KiB of something else.
    package static let longestPaste = 64 << 10
    /// Readings that are tried.
    package static let mostReadings = 16

    package let text: String
    package internal(set) var candidates: [Candidate] = []
    /// What a pasted response body says of the region.
    package internal(set) var body: ResponseBody?
    package internal(set) var wasCut = false

    package init(_ paste: String) {
        var cut = paste.utf8.prefix(Question.longestPaste + 1)
        wasCut = cut.count > Question.longestPaste
        if wasCut { cut = cut.prefix(Question.longestPaste) }
        let whole = String(decoding: Array(cut), as: UTF8.self)
        text = whole
        let clean = cleaned(whole)
        body = ResponseBody(clean)
        var found = idTokens(in: clean).flatMap(readings)
        // A paste that holds ids by shape is not an id itself, unless it is one word.
        let isOneWord = !clean.contains { " \n{[".contains($0) }
        if body == nil, found.isEmpty || isOneWord, let free = freeText(clean, isAlone: true) { found.append(free) }
        keepMostSpecific(of: found)
    }

    /// Drops repeats, puts the most specific first (in their order otherwise) and keeps at most `mostReadings`.
    private mutating func keepMostSpecific(of found: [Candidate]) {
        var seen: Set<String> = []
        let distinct = found.filter { seen.insert($0.reading.kind + " " + $0.reading.value).inserted }
        let ranked = distinct.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        candidates = ranked.prefix(Question.mostReadings).map(\.element)
    }
}

/// One way to read a part of a paste, and what to look up for it.
package struct Candidate {
    package var reading: Reading
    /// What to look up, the most specific first.
    package var keys: [CanonicalIdentifier]
    /// The fields in which a hit counts.
    package var fields: Set<IdentifierKind>
    /// The smaller, the fewer requests such an id is expected to name.
    package var rank: Int
    /// A ray of a wrong length: never looked up, only resembled.
    package var isDamaged = false
    /// Which customer the paste says it is of; no id of a request.
    package var isInstance = false
}

/// The text without what a paste brings along: zero-width and control characters, typographic quotes and dashes, odd spaces.
func cleaned(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D:
            clean.append(" ")
            if scalar.value != 0x09 { clean.append("\n") }
        case 0x20...0x7E: clean.append(scalar)
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: clean.append("-")
        case 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB: clean.append("\"")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x2022, 0xB7: clean.append(" ")
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: break
            default: clean.append(scalar)
            }
        }
    }
    return String(clean)
}
