import LogRecords

/// Widths as a terminal counts them, so that a table keeps its shape whatever a log holds.
extension String {
    /// Columns on a terminal: marks that combine take none, wide characters of East Asia and emoji take two.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// The text in exactly `width` columns or more: padded behind, never cut.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

    /// The text moved to the right end of `width` columns.
    func rightAligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

    /// At most `width` columns; what is cut off behind becomes an ellipsis.
    func clipped(to width: Int) -> String {
        columns > width ? head(of: width - 1) + "…" : self
    }

    /// At most `width` columns; the middle gives way, since long names differ at both ends.
    func shortened(to width: Int) -> String {
        guard columns > width else { return self }
        guard width > 8 else { return clipped(to: width) }
        let head = head(of: (width - 3) / 2)
        return head + "..." + end(of: width - 3 - head.columns)
    }

    /// What of its beginning `width` columns hold.
    private func head(of width: Int) -> String {
        var kept = String.UnicodeScalarView()
        var used = 0
        for scalar in unicodeScalars {
            guard used + scalar.columns <= width else { break }
            used += scalar.columns
            kept.append(scalar)
        }
        return String(kept)
    }

    /// What of its end `width` columns hold.
    private func end(of width: Int) -> String {
        var count = 0
        var used = 0
        for scalar in unicodeScalars.reversed() {
            guard used + scalar.columns <= width else { break }
            used += scalar.columns
            count += 1
        }
        return String(String.UnicodeScalarView(unicodeScalars.suffix(count)))
    }

    /// The text up to its last joint (`_`, `-`, `/`, `.`) where that keeps at least half of it, else all of it.
    private var brokenAtJoint: String {
        guard let joint = lastIndex(where: { "_-/.".contains($0) }), distance(from: startIndex, to: joint) * 2 >= count else {
            return self
        }
        return String(self[...joint])
    }

    /// Lines of at most `width` columns, broken at spaces. A word that is longer than a line goes on in the next one if
    /// `breakingWords`, else its line is as long as the word.
    func wrapped(to width: Int, breakingWords: Bool = true) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: true) {
            var word = String(word)
            if !line.isEmpty, line.columns + 1 + word.columns <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while breakingWords, word.columns > width {
                let head = word.head(of: width).brokenAtJoint
                guard !head.isEmpty else { break }
                lines.append(head)
                word = String(word.unicodeScalars.dropFirst(head.unicodeScalars.count))
            }
            line = word
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }
}

extension Unicode.Scalar {
    /// Columns on a terminal, after the wide and full-width ranges of https://www.unicode.org/reports/tr11/
    fileprivate var columns: Int {
        guard value >= 0x300 else { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return switch value {
        case 0x1160...0x11FF: 0  // vowels and ends of Korean syllables, which stand in the column of their beginning
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x17000...0x18AFF, 0x1B000...0x1B2FF, 0x1F200...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: properties.isEmojiPresentation ? 2 : 1
        }
    }
}
