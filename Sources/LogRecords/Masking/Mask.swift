/// Replaces what is personal in a text: texts that it was told, and everything that is written like an IP or e-mail
/// address.
///
/// One pass, linear in the text's length whatever it holds. What was masked once is left as it is.
package struct Mask: Sendable {
    /// Only what is written like an address.
    package static let addresses = Mask()

    private let known: KnownTexts
    private let kept: [String]

    /// `known` are personal texts that no shape tells; what stands in a text of `kept` is left (what a person typed, a
    /// provider's host).
    package init(_ known: [String] = [], keeping kept: [String] = []) {
        self.known = KnownTexts(known)
        self.kept = kept
    }

    /// The text with the beginning of each personal part: `203.0.*.*`, `2001:db8:*`, `ja***@***`, `gi***`.
    package func masked(_ text: String) -> String { masked(text, mailboxesOnly: false) }

    /// The same for a text that may be absent.
    package func masked(_ text: String?) -> String? { text.map { masked($0) } }

    /// The same for a name of the operator's own, whose addresses are no client's: a replica, the host of a provider.
    package func maskedMailboxes(_ text: String) -> String { masked(text, mailboxesOnly: true) }

    /// Whether a word (an id) has lost its end to a mask.
    package static func isMasked(_ word: String) -> Bool { word.utf8.contains(UInt8(ascii: "*")) }

    /// A text that is personal as a whole: of an address its network, of another one the first two characters, of a
    /// short one nothing.
    package static func beginning(of text: String) -> String {
        // Where everything is known to be personal, four numbers are an address.
        let label = "ip="
        let spelling = Spelling(label + text)
        let findings = Mask.addresses.findings(in: spelling.scalars, mailboxesOnly: false)
        let isWhole = spelling.scalars.indices.dropFirst(label.utf8.count).allSatisfy { index in
            !spelling.scalars[index].isWord || findings.contains { $0.range.contains(index) }
        }
        if let finding = findings.first, findings.count == 1, isWhole { return finding.shown.filter { $0 != "]" } }
        return text.isEmpty ? "" : text.count > 4 ? String(text.prefix(2)) + "***" : "***"
    }

    private func masked(_ text: String, mailboxesOnly: Bool) -> String {
        guard mayHoldAny(text) else { return text }
        let spelling = Spelling(text)
        if known.isWhole(spelling.scalars) { return Mask.beginning(of: text) }
        let findings = findings(in: spelling.scalars, mailboxesOnly: mailboxesOnly)
        guard !findings.isEmpty else { return text }
        var out = ""
        var shown = 0
        for finding in findings {
            let (start, end) = (spelling.starts[finding.range.lowerBound], spelling.starts[finding.range.upperBound])
            let source = text.slice(start..<end)
            if kept.contains(where: { $0.contains(source) }) { continue }
            out += text.slice(shown..<start) + (finding.isKnown ? Mask.beginning(of: source) : finding.shown)
            shown = end
        }
        return out + text.slice(shown..<text.utf8.count)
    }

    private func findings(in text: [Unicode.Scalar], mailboxesOnly: Bool) -> [Finding] {
        var findings: [Finding] = []
        var (index, floor) = (0, 0)
        while index < text.count {
            var next = index + 1
            if text[index] == "@" {
                if let mailbox = MailboxReading.read(text, at: index, floor: floor) {
                    findings.add(mailbox)
                    (next, floor) = (mailbox.range.upperBound, mailbox.range.upperBound)
                }
            } else {
                var found: Finding?
                if !mailboxesOnly { (found, next) = address(in: text, at: index) }
                // An address that was named is found as what it is, with its port.
                if let end = known.end(text, at: index), end > found?.range.upperBound ?? index {
                    (found, next) = (Finding(range: index..<end, shown: "", isKnown: true), end)
                }
                if let found { findings.append(found) }
            }
            index = max(next, index + 1)
        }
        return findings
    }

    /// The address that begins there, and where to go on.
    private func address(in text: [Unicode.Scalar], at index: Int) -> (Finding?, next: Int) {
        guard text[index].isHexadecimal else { return (nil, index + 1) }
        if let address = ColonAddress.read(text, at: index) { return (address, address.range.upperBound) }
        guard text[index].isPlainDigit, !text.scalar(at: index - 1).isPlainDigit else { return (nil, index + 1) }
        return DottedAddress.read(text, at: index)
    }

    /// A quick no for nearly all texts: no `@`, no escape, nothing beyond ASCII, too few dots, dashes and colons, no
    /// beginning of a known text.
    private func mayHoldAny(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var (dots, colons, before, last): (Int, Int, UInt8, UInt8) = (0, 0, 0, 0)
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"), 0x80...: return true
                case UInt8(ascii: ":"):
                    colons += 1
                    if last == byte || colons == 7 { return true }
                case 48...57:
                    if last == UInt8(ascii: ".") || last == UInt8(ascii: "-"), before &- 48 < 10 { dots += 1 }
                    if dots == 3 { return true }
                default: break
                }
                (before, last) = (last, byte)
            }
            return known.mayBe(in: bytes)
        }
    }
}

extension String {
    /// The text between two bytes of it.
    fileprivate func slice(_ range: Range<Int>) -> String {
        String(decoding: utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
}
