import OddValues

/// A way in which an id comes into a paste.
struct Wrapping: Sendable, CustomStringConvertible {
    /// Which ids it leaves readable.
    enum Reach { case every, withoutLabel, digits, hexadecimal }

    let description: String
    let reach: Reach
    let wrap: @Sendable (String, inout SeededDice) -> String

    init(_ description: String, _ reach: Reach = .every, _ wrap: @escaping @Sendable (String, inout SeededDice) -> String) {
        (self.description, self.reach, self.wrap) = (description, reach, wrap)
    }

    static let all = beside + within + around + blanks

    /// Characters that may stand on both sides of an id: none of them is one of its own.
    static let neighbours = Array("。、：；！？“”„«»「」『』（）〈〉【】…→←↵✓✗👉🔥#@~^!?$§€|+*;,:.<>[](){}\"'`°•·–—／＃＠अб中ñü")

    private static let beside: [Wrapping] = [
        Wrapping("any other character", .withoutLabel) { id, dice in
            "\(dice.element(of: neighbours))\(id)\(dice.element(of: neighbours))"
        },
        Wrapping("a sentence", .withoutLabel) { id, dice in
            "Hello, it failed at 10:31 (2026-09-15), \(dice.element(of: ["see", "Kennung", "请求编号", "id="]))\(dice.element(of: [" ", ": ", "：", " „"]))\(id)\(dice.element(of: [".", "。", "“, thanks", "…", "!"]))"
        },
        Wrapping("marks of a chat", .withoutLabel) { id, dice in
            let mark = dice.element(of: ["**", "_", "__", "~", "~~", "`", "```", "*", "\u{200B}", "||"])
            return "it was \(mark)\(id)\(mark)"
        },
        Wrapping("a table's cell", .withoutLabel) { id, _ in "| 4711 | \(id) | slow |" },
        Wrapping("a sheet's column", .withoutLabel) { id, _ in "4711,Acme GmbH,\(id),16/09/2026,\"slow, very\"" },
        Wrapping("a link", .withoutLabel) { id, _ in "https://logs.example.net/app/discover#/?q=\(id)&from=now-1d" },
        Wrapping("a name tied to it", .withoutLabel) { id, _ in "request:\(id)" },
    ]

    private static let around: [Wrapping] = [
        Wrapping("an object") { id, _ in #"{"level":"info","correlation_id":"\#(id)","status":200}"# },
        Wrapping("an object in a string") { id, _ in #"{"message":"{\"correlation_id\":\"\#(id)\",\"status\":200}"}"# },
        Wrapping("escaped line ends", .withoutLabel) { id, _ in "failed\\n\(id)\\r\\nthanks" },
        Wrapping("a header") { id, _ in "HTTP/2 502\r\nserver: cloudflare\r\nx-request-id: \(id)\r\ncontent-length: 0\r\n" },
        Wrapping("an address's query") { id, _ in
            let value = id.unicodeScalars.map {
                $0.properties.isAlphabetic || $0 == "-" ? String($0) : "%" + String($0.value, radix: 16)
            }
            return "GET /x?a=1&correlation_id=\(value.joined())&b=2"
        },
        Wrapping("percent signs around", .withoutLabel) { id, dice in
            "q%3A\(dice.element(of: ["%20", "%22", "%28", "%E2%80%9C", "%2522"]))\(id)%22%29"
        },
        Wrapping("entities around", .withoutLabel) { id, _ in "<p>Ray&nbsp;ID:&#160;<code>\(id)</code>&nbsp;&bull; &lt;b&gt;" },
        Wrapping("escaped brackets", .withoutLabel) { id, _ in "\\u003cb\\u003e\(id)\\u003c/b\\u003e" },
        Wrapping("a mail's encoding", .withoutLabel) { id, _ in "Die Kennung lautet:=C2=A0id=3D\(id)=E2=80=9C" },
        Wrapping("colours", .withoutLabel) { id, _ in "\u{1B}[36mx-id\u{1B}[39;49;00m: \u{1B}[33m\(id)\u{1B}[39;49;00m" },
        Wrapping("colours as text", .withoutLabel) { id, dice in
            let escape = dice.element(of: ["\\u001b", "\\x1b", "\\e", "\\033"])
            return "\(escape)[33m\(id)\(escape)[0m"
        },
    ]

    private static let within: [Wrapping] = [
        Wrapping("every character an escape", .withoutLabel) { id, _ in
            "\"" + id.unicodeScalars.map { "\\u00" + String($0.value, radix: 16) }.joined() + "\""
        },
        Wrapping("some characters percent-encoded", .withoutLabel) { id, dice in
            "?q=" + id.unicodeScalars.map { dice.below(3) == 0 ? "%" + String($0.value, radix: 16) : String($0) }.joined()
        },
        Wrapping("every character an entity", .withoutLabel) { id, _ in id.unicodeScalars.map { "&#\($0.value);" }.joined() },
        Wrapping("invisible characters", .withoutLabel) { id, dice in
            split(id, by: dice.element(of: ["\u{200B}", "\u{AD}", "\u{2060}", "\u{FEFF}", "\u{200D}"]), &dice)
        },
        Wrapping("full-width characters", .withoutLabel) { id, _ in
            String(String.UnicodeScalarView(id.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
        },
        Wrapping("a soft line break of a mail", .withoutLabel) { id, dice in
            "Id: " + split(id, by: dice.element(of: ["=\n", "=\r\n", "=\n> ", "= \n>> "]), &dice) + "\nBye"
        },
        Wrapping("a marked part", .withoutLabel) { id, dice in
            let half = id.index(id.startIndex, offsetBy: 1 + dice.below(id.count - 1))
            return dice.below(2) == 0
                ? "it: \u{1B}[1;31m\(id[..<half])\u{1B}[0m\(id[half...])" : "it: <mark>\(id[..<half])</mark>\(id[half...])"
        },
        Wrapping("other scripts' digits", .digits) { id, dice in
            let zero = dice.element(of: [0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE, 0x1D7F6] as [UInt32])
            return String(
                String.UnicodeScalarView(
                    id.unicodeScalars.map { (48...57).contains($0.value) ? Unicode.Scalar($0.value - 48 + zero) ?? $0 : $0 }))
        },
        Wrapping("letters that look alike", .digits) { id, _ in
            String(id.map { ["a": "а", "c": "с", "e": "е", "B": "В"][$0] ?? $0 })
        },
        Wrapping("other case", .digits) { id, dice in dice.below(2) == 0 ? id.uppercased() : id.lowercased() },
        Wrapping("O for 0", .digits) { id, _ in String(id.map { $0 == "0" ? "O" : $0 }) },
    ]

    private static let blanks: [Wrapping] = [
        Wrapping("groups of four", .hexadecimal) { id, dice in
            let blank = dice.element(of: [" ", "\u{A0}", "\u{2009}"])
            return Array(id).enumerated().map {
                $0.offset % 4 == 0 && $0.offset > 0 && $0.element != "-" ? "\(blank)\($0.element)" : "\($0.element)"
            }
            .joined()
        },
        Wrapping("a line's end within", .hexadecimal) { id, dice in
            "the id is " + split(id, by: dice.element(of: ["\n", "\n> ", " "]), &dice)
        },
    ]

    /// Not in its middle: two halves of a trace are two spans.
    private static func split(_ id: String, by text: String, _ dice: inout SeededDice) -> String {
        var place = 2 + dice.below(max(1, id.count - 4))
        if place * 2 == id.count { place -= 1 }
        let index = id.index(id.startIndex, offsetBy: place)
        return id[..<index] + text + id[index...]
    }
}
