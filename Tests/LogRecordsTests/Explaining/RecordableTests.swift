import LogRecords
import Testing

/// What of a foreign text a line holds.
struct RecordableTests {
    @Test func `a text of usual characters stays as it is`() {
        for text in ["", "Mozilla/5.0 (X11; Linux x86_64)", "naïve 日本語", "~"] { #expect(text.recordable(64) == text) }
    }

    @Test func `no more bytes are kept than allowed, however long a character is`() {
        for text in [String(repeating: "a", count: 999), "e" + String(repeating: "\u{301}", count: 999), "日本語日本語日本語日本語"] {
            for most in 0..<30 {
                let kept = text.recordable(most)
                #expect(kept.utf8.count <= most && text.unicodeScalars.starts(with: kept.unicodeScalars))
            }
        }
    }

    @Test(arguments: [
        "\u{0}", "\u{1B}", "\r\n", "\u{7F}", "\u{85}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{2028}", "\u{FEFF}",
    ])
    func `what commands a terminal or hides in a page is replaced`(_ hidden: String) {
        let kept = "a\(hidden)b".recordable(64)
        #expect(kept == "a" + String(repeating: "\u{FFFD}", count: hidden.unicodeScalars.count) + "b")
    }
}
