/// The text without what a paste brings along: zero-width and control characters, colours of a terminal, typographic
/// quotes and dashes, odd spaces; letters and digits of other widths and scripts as the ASCII ones that they look like.
package func cleaned(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
        switch scalar.value {
        case 0x09: clean.append(" ")
        case 0x0D where rest.first == "\n": break
        case 0x0A, 0x0D: clean.append(contentsOf: " \n".unicodeScalars)
        case 0x20...0x7E: clean.append(scalar)
        case 0x1B: skipControlSequence(&rest)
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: clean.append("-")
        case 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: clean.append("\"")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x2022, 0xB7: clean.append(" ")
        default:
            if let plain = lookAlike(scalar) {
                clean.append(plain)
                continue
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .nonspacingMark: break
            default: clean.append(scalar)
            }
        }
    }
    return String(clean)
}

/// Skips what follows an escape character: a control sequence up to its final character, a system command up to its
/// end.
/// https://ecma-international.org/publications-and-standards/standards/ecma-48/
private func skipControlSequence(_ rest: inout Substring.UnicodeScalarView) {
    guard rest.first == "[" || rest.first == "(" else { return }
    var ahead = rest
    let opening = ahead.popFirst()
    if opening == "(" {
        // A character set is one letter.
        if ahead.popFirst() != nil { rest = ahead }
        return
    }
    // A sequence is short; what does not end as one is text.
    for _ in 0..<32 {
        guard let scalar = ahead.popFirst(), scalar.isASCII else { return }
        if (0x40...0x7E).contains(scalar.value) {
            rest = ahead
            return
        }
    }
}

/// The ASCII letter or digit that a character is another width, another style or another script's form of.
func lookAlike(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    // Mathematical letters: thirteen alphabets of 52. https://www.unicode.org/charts/PDF/U1D400.pdf
    case 0x1D400...0x1D6A3:
        let place = (scalar.value - 0x1D400) % 52
        return Unicode.Scalar(place < 26 ? 65 + place : 71 + place)
    case 0x24B6...0x24CF: return Unicode.Scalar(scalar.value - 0x24B6 + 65)
    case 0x24D0...0x24E9: return Unicode.Scalar(scalar.value - 0x24D0 + 97)
    default: break
    }
    if scalar.value > 0x7F, scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
        return Unicode.Scalar(48 + UInt32(max(0, min(9, digit))))
    }
    return lookAlikes[scalar]
}

/// Cyrillic and Greek letters that look like those that ids are made of.
/// https://www.unicode.org/Public/security/latest/confusables.txt
private let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
    "а": "a", "А": "A", "В": "B", "с": "c", "С": "C", "ԁ": "d", "е": "e", "Е": "E", "о": "o", "О": "O", "І": "I", "і": "i",
    "Α": "A", "Β": "B", "Ε": "E", "Ο": "O", "ο": "o", "Ι": "I",
]
