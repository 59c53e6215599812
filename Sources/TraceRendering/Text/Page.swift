import LogRecords
import TraceRoutes

/// What colours mean. A colour never says what the words beside it do not.
enum Paint {
    case good, caution, dim, bad, bold

    /// https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR)
    fileprivate var code: String {
        switch self {
        case .good: "32"
        case .caution: "33"
        case .dim: "2"
        case .bad: "31"
        case .bold: "1"
        }
    }

    /// The colour of a basis.
    static func of(_ basis: Basis) -> Paint {
        switch basis {
        case .observed: .good
        case .inferred: .caution
        case .unknown: .dim
        case .conflict: .bad
        }
    }
}

/// Lines of text that grow; the one place that knows about colour and width.
struct Page {
    /// A piece of a line: padded first, coloured after, so that colour never moves a column.
    struct Piece {
        var text: String
        var paint: Paint?

        init(_ text: String, _ paint: Paint? = nil) {
            self.text = text
            self.paint = paint
        }
    }

    let style: TextStyle
    private(set) var text = ""

    init(style: TextStyle) {
        self.style = style
    }

    var width: Int { style.columns }

    /// Whether a row of a table that is drawn for 80 columns needs two lines.
    var isNarrow: Bool { style.fits && width < 80 }

    /// An empty line between two parts; never two of them, where a part has nothing to say.
    mutating func blank() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// A line of pieces; spaces at its end are dropped.
    mutating func line(_ pieces: [Piece]) {
        var pieces = pieces
        while let last = pieces.last {
            let trimmed = last.text.droppingSpacesBehind()
            if trimmed.isEmpty {
                pieces.removeLast()
            } else {
                pieces[pieces.count - 1].text = trimmed
                break
            }
        }
        for piece in pieces {
            if style.colour, let paint = piece.paint, !piece.text.isEmpty {
                text += "\u{1b}[\(paint.code)m\(piece.text)\u{1b}[0m"
            } else {
                text += piece.text
            }
        }
        text += "\n"
    }

    mutating func line(_ text: String) {
        line([Piece(text)])
    }

    /// A name in a column of this width: on a terminal no wider.
    func name(_ text: String, in width: Int) -> String { style.fits ? text.clipped(to: width) : text }

    /// A table whose first column holds names; on a terminal they give way. `first` begins the first line and `rest`
    /// every other one.
    mutating func table(_ table: Table, first: String = "", rest: String = "") {
        let lines = style.fits ? table.lines(within: width - max(first.columns, rest.columns)) : table.lines
        for (index, line) in lines.enumerated() { self.line((index == 0 ? first : rest) + line) }
    }

    /// Words over as many lines as they need; `first` begins the first line and `rest` every other one, blanks of its
    /// width unless given.
    mutating func paragraph(_ words: String, first: String = "", rest: String? = nil, paint: Paint? = nil) {
        let rest = rest ?? String(repeating: " ", count: first.columns)
        let room = max(20, width - max(first.columns, rest.columns))
        for (index, line) in words.wrapped(to: room, breakingWords: style.fits).enumerated() {
            self.line([Piece(index == 0 ? first : rest), Piece(line, paint)])
        }
    }

    /// A sentence that programs look for: a paragraph on a terminal, one line in a pipe.
    mutating func message(_ words: String, first: String = "", rest: String = "  ") {
        guard style.fits else { return line(first + words) }
        paragraph(words, first: first, rest: rest)
    }

    /// Parts that stay whole, as many a line as fit; `gap` parts them, and its mark (a comma) ends a line that goes on
    /// in the next.
    mutating func flow(_ parts: [String], gap: String, first: String, rest: String? = nil) {
        let rest = rest ?? String(repeating: " ", count: first.columns)
        let mark = String(gap.prefix { $0 != " " })
        var line = first
        for (index, part) in parts.enumerated() {
            if index == 0 {
                line += part
            } else if line.columns + gap.columns + part.columns + (index < parts.count - 1 ? mark.columns : 0) <= width {
                line += gap + part
            } else {
                self.line(line + mark)
                line = rest + part
            }
        }
        if !parts.isEmpty { self.line(line) }
    }
}

extension String {
    fileprivate func droppingSpacesBehind() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
