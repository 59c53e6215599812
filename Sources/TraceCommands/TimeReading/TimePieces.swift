/// The pieces that a time as people write it consists of.
enum TimePiece: Equatable {
    /// Digits alone, as they stood there: `07` is no year.
    case number(String)
    /// Letters alone, in lower case.
    case word(String)
    /// A name of IANA's, in its own case.
    case zone(String)
    case sign(Character)
    case blank
}

/// Takes a text apart. Everything in it becomes a piece, so that what nobody understands is noticed.
struct TimePieces {
    private(set) var pieces: [TimePiece] = []

    init(_ text: String) {
        var rest = text[...]
        while let first = rest.first {
            if first.isASCII, first.isNumber {
                pieces.append(.number(String(take(&rest) { $0.isASCII && $0.isNumber })))
            } else if first.isLetter {
                takeWord(&rest)
            } else if first == " " {
                _ = take(&rest) { $0 == " " }
                if pieces.last != .blank { pieces.append(.blank) }
            } else {
                pieces.append(.sign(rest.removeFirst()))
            }
        }
    }

    /// A slash between letters joins the name of a zone, with all that such a name may hold: `America/Port-au-Prince`,
    /// `Etc/GMT+2`.
    private mutating func takeWord(_ rest: inout Substring) {
        let letters = rest.prefix { $0.isLetter }
        let behind = rest.dropFirst(letters.count)
        if letters.count > 2, behind.first == "/" || behind.first == "_", behind.dropFirst().first?.isLetter == true {
            pieces.append(.zone(String(take(&rest) { $0.isLetter || $0.isNumber || "/_+-".contains($0) })))
        } else {
            pieces.append(.word(take(&rest) { $0.isLetter }.lowercased()))
        }
    }

    private func take(_ rest: inout Substring, while belongs: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: belongs)
        rest = rest.dropFirst(taken.count)
        return taken
    }
}
