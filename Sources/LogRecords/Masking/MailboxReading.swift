/// Reads e-mail addresses around their `@`. https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
///
/// Packages, models and images are written with an `@` too: `axios@1.6.0`, `claude-3-5-sonnet@20240620`, `icon@2x.png`.
/// So the part behind it has to be a domain: two labels or more, a file's ending not counted.
enum MailboxReading {
    /// Endings of files and of systemd's units that are no top-level domain.
    private static let endings: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "css", "js", "mjs", "ts", "tsx", "jsx", "json", "map", "html", "service",
        "socket", "timer", "target", "gz",
    ]
    /// https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.1
    private static let longestQuoted = 66

    /// The e-mail address whose `@` stands there, no part of it before `floor`.
    static func read(_ text: [Unicode.Scalar], at place: Int, floor: Int) -> Finding? {
        guard text[place] == "@", let local = local(text, before: place, floor), let end = domain(text, from: place + 1) else {
            return nil
        }
        let shown = place - local > 4 ? text.text(local..<local + 2) : ""
        return Finding(range: local..<end, shown: shown + "***@***")
    }

    private static func local(_ text: [Unicode.Scalar], before place: Int, _ floor: Int) -> Int? {
        if text.scalar(at: place - 1) == "\"" {
            var begin = place - 2
            while begin >= max(floor, place - longestQuoted) {
                if text[begin] == "\"" { return begin }
                begin -= 1
            }
            return nil
        }
        var begin = place
        while begin > floor, isLocal(text[begin - 1]) { begin -= 1 }
        while begin < place, !text[begin].isWord { begin += 1 }
        return begin < place ? begin : nil
    }

    /// Of what RFC 5322 allows, without the signs that part texts from one another: `email=jane@...&x`.
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isWord || "._+-'~!$^".unicodeScalars.contains(scalar)
    }

    /// The end of a domain or of an address in its place.
    private static func domain(_ text: [Unicode.Scalar], from start: Int) -> Int? {
        if text.scalar(at: start) == "[" {
            let end = text.end(from: start + 1) { $0.isWord || $0 == ":" || $0 == "." }
            return end > start + 1 && text.scalar(at: end) == "]" ? end + 1 : nil
        }
        if text.scalar(at: start).isPlainDigit, let address = DottedAddress.read(text, at: start).found {
            return address.range.upperBound
        }
        var labels: [Range<Int>] = []
        var begin = start
        while true {
            let end = text.end(from: begin) { $0.isWord || $0 == "-" || $0 == "_" }
            if end == begin { break }
            labels.append(begin..<end)
            guard text.scalar(at: end) == "." else { break }
            begin = end + 1
        }
        // `jane@corp.example.gz` is a file, and all but its ending is an address.
        while let last = labels.last, !isTop(text, last) || endings.contains(text.text(last)) { labels.removeLast() }
        guard let last = labels.last, labels.count > 1, !isVersion(text, labels) else { return nil }
        return last.upperBound
    }

    private static func isTop(_ text: [Unicode.Scalar], _ label: Range<Int>) -> Bool {
        text[label.lowerBound].isWordLetter && (label.count > 1 || text[label.lowerBound].value >= 0x80)
    }

    /// `1.0.0-rc.beta`, `v2.1.next`.
    private static func isVersion(_ text: [Unicode.Scalar], _ labels: [Range<Int>]) -> Bool {
        let first = text[labels[0]]
        let number = first.first == "v" ? first.dropFirst() : first
        return number.allSatisfy(\.isPlainDigit) && text[labels[1]].allSatisfy(\.isPlainDigit)
    }
}
