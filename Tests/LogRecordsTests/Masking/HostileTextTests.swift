import Foundation
import LogRecords
import PersonalTexts
import Testing

/// Whoever writes a log line chooses its bytes: masking them ends, and what is cut, joined or repeated is still masked.
struct HostileTextTests {
    /// A step that looked back from every place would take hours for the long ones.
    private static let length = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] == nil ? 1 << 12 : 1 << 20

    @Test(arguments: [
        "@", "a@", "a@b.", "\"", "\"@", "1.", "1.1.1.1", "1-", "2001:", ":", "::", "%25", "%", "\\", "\\u", "&#", "&amp;", "[",
        "x@[",
        "ab", "abcd ", "2001:db8::1 ", "jane.doe@corp.example,", "é", "＠", "\u{200b}", "a@1.1.1.",
    ])
    func `a long text of anything is masked in one pass`(piece: String) {
        let text = String(repeating: piece, count: Self.length / piece.utf8.count)
        let mask = Mask(["abcd", String(repeating: "ab", count: 500), "ab ab"])
        let masked = mask.masked(text)
        #expect(masked.utf8.count <= 3 * text.utf8.count + 16)
    }

    @Test func `any mix of the corpus and of separators loses its secrets`() {
        var dice = SystemRandomNumberGenerator()
        let between = [" ", ", ", "\n", "\t", ";", "|", " - ", "\u{0}", "\u{2028}", ") (", "\" \"", "…", "<>"]
        for _ in 0..<100 {
            let parts = (0..<4).map { _ in PersonalTexts.personal.randomElement(using: &dice) }.compactMap { $0 }
            let text = parts.map(\.text).reduce("") { $0 + (between.randomElement(using: &dice) ?? " ") + $1 }
            let masked = Mask.addresses.masked(text)
            for part in parts { #expect(part.leaks(in: masked) == [], "\(text.debugDescription) -> \(masked.debugDescription)") }
        }
    }
}
