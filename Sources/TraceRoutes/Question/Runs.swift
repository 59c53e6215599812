import LogRecords

/// A run of the characters that ids are made of: letters, digits, dashes and underscores.
struct Run {
    var text: String
    /// What stands between it and the run before.
    var gap: String
    var line: Int
    /// Where it begins and ends, in bytes of the whole text.
    var place: Range<Int>

    /// Without the dashes and underscores that a page or a sentence put around it.
    var bare: String { text.trimming("-_") }

    /// Whether nothing but blanks, a line's end and the marks of a quoted mail part it from the run before.
    var isNear: Bool { !gap.isEmpty && gap.utf8.allSatisfy { $0 == 32 || $0 == 10 || $0 == UInt8(ascii: ">") } }
}

/// The runs of a text in their order.
func runs(in text: String) -> [Run] {
    let bytes = Array(text.utf8)
    var runs: [Run] = []
    var (line, start, end) = (0, 0, 0)
    while start < bytes.count {
        let gapStart = end
        while start < bytes.count, !isOfID(bytes[start]) {
            if bytes[start] == UInt8(ascii: "\n") { line += 1 }
            start += 1
        }
        end = start
        while end < bytes.count, isOfID(bytes[end]) { end += 1 }
        guard end > start else { break }
        runs.append(
            Run(
                text: String(decoding: bytes[start..<end], as: UTF8.self),
                // A long gap is no blank: how it begins and ends is enough.
                gap: String(decoding: bytes[gapStart..<start].prefix(64), as: UTF8.self), line: line, place: start..<end))
        start = end
    }
    return runs
}

private func isOfID(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
}

extension [Run] {
    /// Most pieces that an id was parted into by blanks and line ends.
    static let mostPieces = 9

    /// The runs with pieces of one id put together: `a3c0 22ba 2800 176e`.
    func rejoined() -> [Run] {
        var whole: [Run] = []
        var index = 0
        while index < count {
            if let (run, pieces) = rejoined(from: index) {
                whole.append(run)
                index += pieces
            } else {
                whole.append(self[index])
                index += 1
            }
        }
        return whole
    }

    private func rejoined(from first: Int) -> (run: Run, pieces: Int)? {
        guard first + 1 < count, self[first + 1].isNear, isPiece(self[first].text), !isWhole(self[first].bare) else { return nil }
        var run = self[first]
        var longest: (run: Run, pieces: Int)?
        for next in first + 1..<Swift.min(count, first + Self.mostPieces) {
            guard self[next].isNear, isPiece(self[next].text), !isWhole(self[next].bare), run.text.utf8.count < 48 else { break }
            run.text += self[next].text
            run.place = run.place.lowerBound..<self[next].place.upperBound
            // Four groups of four decimal digits are also what a card has.
            if isWhole(run.bare), !run.text.isDecimal || next - first == 3 { longest = (run, next - first + 1) }
        }
        return longest
    }

    /// Hexadecimal digits and dashes, as a mail or a table may break them; or digits of a ULID, which begin with 0.
    private func isPiece(_ text: String) -> Bool {
        text.utf8.contains { hexadecimalDigit($0) != nil }
            && text.utf8.allSatisfy { crockfordDigit($0) != nil || $0 == UInt8(ascii: "-") || $0 & 0xDF == UInt8(ascii: "O") }
    }

    private func isWhole(_ text: String) -> Bool {
        guard (16...48).contains(text.utf8.count) else { return false }
        return shapes(of: text).contains { shape in
            switch shape {
            case .ray, .hexadecimal32, .uuid, .ulid: true
            default: false
            }
        }
    }
}
