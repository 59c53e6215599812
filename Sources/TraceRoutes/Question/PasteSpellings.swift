/// The texts that a paste may have been before it was wrapped, the most likely first.
///
/// A sign that escapes may also stand beside an id by chance (`id=3D...`, `%41...`), so no unwrapping replaces the text
/// before it.
struct PasteSpellings {
    /// As it came, without what never belongs to an id.
    let clean: String
    private(set) var texts: [String]

    init(_ paste: String) {
        clean = cleaned(paste)
        texts = [clean]
        // An id of somebody's own making may hold what is cleaned away.
        let raw = paste.utf8.allSatisfy { $0 < 0x80 } ? [] : [paste]
        guard paste.utf8.contains(where: PasteSpellings.mayEscape) else {
            texts += raw
            return
        }
        var found: [String] = []
        let plain = cleaned(Unwrapping.plain(paste))
        found.append(plain)
        if plain.utf8.contains(UInt8(ascii: "<")) { found.append(withoutTags(plain)) }
        if paste.utf8.contains(0x1B) {
            // Colours may also be all that parts two words.
            found.append(cleaned(paste.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: " \u{1B}")))
        }
        found.append(clean)
        // Last, for nearly every name and value with an equals sign can be read so.
        if let decoded = QuotedPrintable.decoded(paste) { found.append(cleaned(Unwrapping.plain(decoded))) }
        texts = (found + raw).reduce(into: []) { texts, text in if !texts.contains(text) { texts.append(text) } }
    }

    private static func mayEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "<"), 0x1B: true
        default: false
        }
    }

    /// Marks of a page within an id: `a3c022<wbr>ba28`, `<mark>a3c0</mark>22ba`.
    private func withoutTags(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            plain += rest[..<start]
            rest = rest[start...]
            guard let end = rest.prefix(200).firstIndex(of: ">"), rest.dropFirst().first.map({ $0.isLetter || $0 == "/" }) ?? false
            else {
                plain.append("<")
                rest = rest.dropFirst()
                continue
            }
            rest = rest[rest.index(after: end)...]
        }
        return plain + rest
    }
}
