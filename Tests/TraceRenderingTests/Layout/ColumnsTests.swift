import Testing

@testable import TraceRendering

/// Columns as a terminal counts them, by a second way of counting that knows only the texts of these tests.
func terminalColumns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
        switch scalar.value {
        case 0x300...0x36F, 0xFE00...0xFE0F: sum
        case 0x2E80...0xFFDC, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF: sum + 2
        default: sum + 1
        }
    }
}

struct ColumnsTests {
    private static let texts = [
        "", "plain", "模型-7b", "e\u{301}te\u{301}", "rocket 🚀 up", "한국어", "a 🤖\u{FE0F} b", "ｆｕｌｌ width",
        String(repeating: "long_", count: 40), String(repeating: "家", count: 90),
    ]

    @Test(arguments: [
        ("模型", 4), ("e\u{301}", 1), ("🚀", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("한", 2), ("a\u{20DD}", 1), ("⌚", 2), ("…", 1),
    ]) func `wide characters take two columns and marks none`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(arguments: texts) func `a padded text is as wide as its column whatever is in it`(_ text: String) {
        for width in [0, 1, 7, 40] {
            #expect(terminalColumns(text.padded(to: width)) == max(width, terminalColumns(text)))
            #expect(terminalColumns(text.rightAligned(to: width)) == max(width, terminalColumns(text)))
        }
    }

    @Test(arguments: texts) func `a text that gives way fits, and one that fits does not give way`(_ text: String) {
        for width in 1...120 {
            for cut in [text.clipped(to: width), text.shortened(to: width)] {
                #expect(terminalColumns(cut) <= width)
                #expect(terminalColumns(text) > width || cut == text)
            }
        }
    }

    @Test(arguments: texts) func `wrapped lines fit and lose nothing but blanks`(_ text: String) {
        for width in [2, 7, 30] {
            let lines = text.wrapped(to: width)
            #expect(lines.allSatisfy { terminalColumns($0) <= width })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test func `where no word may be broken a line is as long as its word`() {
        #expect("a aaaaaaaaaaaa bb cc".wrapped(to: 5, breakingWords: false) == ["a", "aaaaaaaaaaaa", "bb cc"])
    }
}
