import OddValues

/// JSON, tokens and events with small changes: many of them stay what they were, and the others nearly do.
enum JSONDamage {
    /// The bytes with a few places changed, left out, doubled, filled with a word of the grammar, or cut off.
    static func done(to bytes: [UInt8], _ dice: inout SeededDice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<[0, 1, 1, 2, 5][dice.below(5)] {
            let place = dice.below(bytes.count)
            guard place < bytes.count else { break }
            switch dice.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + [1, 3, 20][dice.below(3)]))
            case 2, 3: bytes.insert(contentsOf: words[dice.below(words.count)], at: place)
            case 4:
                bytes.insert(
                    contentsOf: bytes[place..<min(bytes.count, place + [1, 8, 60][dice.below(3)])], at: dice.below(bytes.count))
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
}
