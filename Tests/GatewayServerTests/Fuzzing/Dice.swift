import Foundation

/// Chance that can be repeated, and values that nobody expects. `make soak` sets WAYBILL_SOAK, which makes the play longer; WAYBILL_SEED repeats it.
struct Dice: RandomNumberGenerator, CustomStringConvertible {
    static let isSoak = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil
    private static let chosen =
        ProcessInfo.processInfo.environment["WAYBILL_SEED"].flatMap { UInt64($0) }
        ?? (isSoak ? .random(in: 0..<1_000_000) : 20_261_130)

    private let seed: UInt64
    private var state: UInt64

    init(seed: UInt64 = Dice.chosen) { (self.seed, state) = (seed, seed) }

    var description: String { "WAYBILL_SEED=\(seed)" }

    /// SplitMix64, the same on every machine. https://prng.di.unimi.it/splitmix64.c
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }

    /// The bytes with a few places changed, left out, doubled, filled with a word of the grammar, or cut off.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<[0, 1, 1, 2, 5][below(5)] {
            let place = below(bytes.count)
            guard place < bytes.count else { break }
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8(below(8))
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + [1, 3, 20][below(3)]))
            case 2, 3: bytes.insert(contentsOf: Dice.words[below(Dice.words.count)], at: place)
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + [1, 8, 60][below(3)])], at: below(bytes.count))
            default: bytes = Array(bytes[..<place])
            }
        }
        return bytes
    }

    private static let words: [[UInt8]] =
        [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "\\u", "\\ud800", "\\u0000", "null", "true", "1e9", "-", "0", " ", "\n", "\t",
            "\u{0}",
            "\u{FEFF}", "é", "😀", "\"model\":\"m\",", "\"stream\":true,", "\"usage\":{\"prompt_tokens\":9223372036854775807},",
            "data: ", "\n\n",
            "\r", "\r\n\r\n", ".", "==", "event:",
        ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

    /// Bodies as clients send them.
    static let objects: [[UInt8]] = [
        #"{"model":"m","stream":true,"max_tokens":5,"messages":[{"role":"user","content":"hi \"there\" é 日本"}],"temperature":0.5e-1}"#,
        #"{"model":"m","messages":[{"role":"system","content":[{"type":"text","text":"a\nb"}]},{"role":"user","content":null}],"n":-1}"#,
        #"{"current_file":{"file_name":"a.py","content_above_cursor":"x","content_below_cursor":"y","language_identifier":"py"},"stream":false}"#,
        #"{"prompt_components":[{"type":"code_editor_generation","payload":{"file_name":"a","content_above_cursor":"b","instruction":"c"}}]}"#,
        #"{"prompt_components":[{"type":"p","payload":{"content":[{"role":"system","content":"a"},{"role":"user","content":"b"}],"model":"m"}}]}"#,
        #"{"inputs":{"a":"b","c":"{a}"},"stream":true}"#, #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#, "{}",
    ].map { Array($0.utf8) }

    /// What a header or a member may say that nobody thinks of.
    static let oddValues: [String] =
        [
            "", " ", "-", "--", "----", ",", ",,", ", ,", ";", ";;", "/", "//", ":", "::", "=", "==", ".", "..", "'", "\"", "\"\"",
            "\\", "\\\\", "%",
            "%00", "%u0000", "{}", "[]", "{", "[", "<", ">", "&", "?", "#", "@", "!", "~", "|", "\t", "\u{0}", "\u{1}", "\u{7F}",
            "\u{85}", "\u{9B}31m",
            "\u{1B}[31m", "\r\n", "a\r\nb: c", "\u{202E}", "\u{2066}a\u{2069}", "\u{200B}", "\u{FEFF}", "\u{2028}", "\u{FFFD}", "é",
            "日本語", "😀", "e\u{301}",
            "0", "-0", "+0", "00", "1", "-1", "01", "1.5", "1e9", "1e999", "NaN", "inf", "0x10", "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999999", "null", "true",
            "undefined",
            "00-0-0-0", "00-00000000000000000000000000000000-0000000000000000-00",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736/1;o=1", "/;o=1", ";",
            "8c38fb2918f135d2-FRA",
            "8c38fb2918f135d2", "1.2.3.4", "1.2.3.4:99", "::1", "[::1]:80", "999.1.1.1", "a.b", "..a", "Bearer", "Bearer ",
            "bearer  x", "Basic eA==",
            "a b c", "oidc", "gzip", "chunked", "identity, chunked", "100-continue", "text/event-stream; charset=\"",
            "application/json;;",
            "Wed, 21 Oct 2026 07:28:00 GMT", "*", "$(x)", "${jndi:x}", "'; DROP TABLE x; --", "../../../etc/passwd",
            "file:///etc/passwd",
            String(repeating: "a", count: 255), String(repeating: "a", count: 256), String(repeating: "é", count: 5000),
            String(repeating: "e\u{301}\u{302}", count: 3000), String(repeating: ",", count: 10_000),
            String(repeating: "x", count: 65_536),
        ]
}
