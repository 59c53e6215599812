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

    /// Words over as many lines as they need; `first` begins the first line and every other one is indented as far.
    mutating func paragraph(_ words: String, first: String = "", paint: Paint? = nil) {
        let indent = String(repeating: " ", count: first.columns)
        for (index, line) in words.wrapped(to: max(20, width - first.columns)).enumerated() {
            self.line([Piece(index == 0 ? first : indent), Piece(line, paint)])
        }
    }

    /// Parts that stay whole, as many a line as fit, parted by `gap`.
    mutating func flow(_ parts: [String], gap: String, indent: String) {
        var line = ""
        for part in parts {
            let part = part.clipped(to: width - indent.columns)
            if line.isEmpty {
                line = part
            } else if indent.columns + line.columns + gap.columns + part.columns <= width {
                line += gap + part
            } else {
                self.line(indent + line)
                line = part
            }
        }
        if !line.isEmpty { self.line(indent + line) }
    }
}

extension String {
    fileprivate func droppingSpacesBehind() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
