import LogRecords
import OddValues

/// Writes a line anew, as other programs would have written the same: every value is what it was.
struct Respelling {
    /// How a writer escapes what it need not.
    private enum Escapes: CaseIterable {
        case least, slashes, markup, beyondASCII, some, all
    }

    private enum Blanks: CaseIterable {
        case none, usual, any
    }

    var dice: SeededDice
    private var escapes = Escapes.least
    private var blanks = Blanks.none

    init(dice: SeededDice) {
        self.dice = dice
    }

    /// `nil` for what is no object of JSON, which nobody can write otherwise.
    mutating func line(_ line: [UInt8]) -> [UInt8]? {
        guard let tree = JSONTree(line: line) else { return nil }
        escapes = dice.element(of: Escapes.allCases)
        blanks = dice.element(of: Blanks.allCases)
        return Array((blank() + text(of: tree, under: "") + blank()).utf8)
    }

    private mutating func text(of tree: JSONTree, under key: String) -> String {
        switch tree {
        case .object(let members):
            let texts = shuffled(members).map { quoted($0.key) + blank() + ":" + blank() + text(of: $0.value, under: $0.key) }
            return "{" + joined(texts) + "}"
        case .array(let elements):
            return "[" + joined(elements.map { text(of: $0, under: key) }) + "]"
        case .string(let text): return string(text, under: key)
        case .verbatim(let word): return number(word, under: key)
        }
    }

    private mutating func joined(_ texts: [String]) -> String {
        blank() + texts.joined(separator: blank() + "," + blank()) + blank()
    }

    /// In any order, but for equal keys, of which the last one counts.
    private mutating func shuffled(_ members: [(key: String, value: JSONTree)]) -> [(key: String, value: JSONTree)] {
        var mixed = members.indices.shuffled(using: &dice)
        for key in Set(members.map(\.key)) {
            let places = mixed.indices.filter { members[mixed[$0]].key == key }
            for (place, index) in zip(places, places.map { mixed[$0] }.sorted()) { mixed[place] = index }
        }
        return mixed.map { members[$0] }
    }

    // MARK: values

    private mutating func string(_ text: String, under key: String) -> String {
        if WrittenTimes.keys.contains(key), let instant = Instant(rfc3339: text) {
            let time = WrittenTimes.spelling(of: instant, under: key, &dice)
            return time.isNumber ? time.text : quoted(time.text)
        }
        switch key {
        case "latency" where text.hasSuffix("s"): return quoted(Decimals.spelling(of: String(text.dropLast()), &dice) + "s")
        case "requestSize", "responseSize": return Decimals.isPlain(text) ? number(text, under: key) : quoted(text)
        case "RayID", "ParentRayID", "spanId", "span_id", "trace_id": return quoted(dice.below(2) == 0 ? text.uppercased() : text)
        default: return quoted(text)
        }
    }

    /// Numbers are not quoted where that means something else: a span of sixteen digits is hexadecimal as a text.
    private mutating func number(_ word: String, under key: String) -> String {
        guard Decimals.isPlain(word) else { return word }
        if dice.below(5) == 0, !key.lowercased().contains("span") { return quoted(word) }
        return Decimals.spelling(of: word, &dice)
    }

    // MARK: characters

    private mutating func blank() -> String {
        switch blanks {
        case .none: ""
        case .usual: dice.below(3) == 0 ? " " : ""
        case .any: dice.element(of: ["", " ", "  ", "\t", " \t "])
        }
    }

    private mutating func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars { quoted += spelling(of: scalar) }
        return quoted + "\""
    }

    private mutating func spelling(of scalar: Unicode.Scalar) -> String {
        if mustEscape(scalar) || mayEscape(scalar) { return escaped(scalar) }
        return String(scalar)
    }

    private func mustEscape(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || scalar == "\\" || scalar.value < 0x20 }

    private mutating func mayEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch escapes {
        case .least: false
        // PHP
        case .slashes: scalar == "/" || scalar.value > 0x7E
        // Rails, Gson, Go and .NET
        case .markup: "<>&='+`\u{2028}\u{2029}".unicodeScalars.contains(scalar)
        // Python
        case .beyondASCII: scalar.value > 0x7E
        case .some: dice.below(4) == 0
        case .all: true
        }
    }

    private mutating func escaped(_ scalar: Unicode.Scalar) -> String {
        let short: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b", "\u{C}": "\\f",
        ]
        if let short = short[scalar], dice.below(4) > 0 { return short }
        return String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: dice.below(2) == 0)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
