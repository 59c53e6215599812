/// What a cell begins and ends with that holds what would part it.
let sheetQuote = UInt8(ascii: "\"")

/// The rows of a sheet in their order, each read when it is asked for.
///
/// As https://www.rfc-editor.org/rfc/rfc4180#section-2 describes them, and what others write: any separator, any end of
/// lines, quotes within a cell as they stand, text behind a closing quote, rows of unequal length. A quote that nothing
/// closes would make one cell of the rest of the file, so it is taken as it stands.
package struct SheetRecords {
    /// Cells of one row.
    package static let mostColumns = 1000
    /// Bytes between an opening quote and the one that closes it.
    package static let longestQuoted = 1 << 16

    private let bytes: [UInt8]
    /// `nil`: a row is a line, and a cell.
    private let separator: UInt8?
    /// Whether lines go on in the next as a mail's do.
    private let areMail: Bool
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8?, areMail: Bool = false) {
        (self.bytes, self.separator, self.areMail) = (bytes, separator, areMail)
    }

    /// The next row; `nil` at the end.
    package mutating func next() throws(SheetError) -> SheetRecord? {
        guard place < bytes.count else { return nil }
        let (start, first) = (place, line)
        var cells: [ArraySlice<UInt8>] = []
        var isUnclosed = false
        while true {
            let cellStart = place
            if separator != nil, place < bytes.count, bytes[place] == sheetQuote {
                if let close = closing(place) { place = close + 1 } else { isUnclosed = true }
            }
            skipPlain()
            guard cells.count < Self.mostColumns else { throw .tooManyColumns(line: first) }
            cells.append(bytes[cellStart..<place])
            guard place < bytes.count, bytes[place] == separator else { break }
            place += 1
        }
        let content = bytes[start..<place]
        let end = lineEnd()
        return SheetRecord(line: first, bytes: content, end: end, cells: cells, isUnclosed: isUnclosed)
    }

    /// Where the quote stands that closes the one at `start`; a doubled one is a quote in the text.
    private mutating func closing(_ start: Int) -> Int? {
        let last = min(bytes.count, start + Self.longestQuoted)
        var (index, lines) = (start + 1, 0)
        while index < last {
            switch bytes[index] {
            case sheetQuote where index + 1 < bytes.count && bytes[index + 1] == sheetQuote: index += 1
            case sheetQuote:
                line += lines
                return index
            case UInt8(ascii: "\n"): lines += 1
            case UInt8(ascii: "\r") where index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"): lines += 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Up to the separator or the end of the line.
    private mutating func skipPlain() {
        let start = place
        while place < bytes.count, bytes[place] != separator {
            let isEnd = bytes[place] == UInt8(ascii: "\n") || bytes[place] == UInt8(ascii: "\r")
            if isEnd {
                guard areMail, MailLine.goesOn(bytes[start..<place]) else { return }
                line += bytes[place] == UInt8(ascii: "\n") ? 1 : 0
            }
            place += 1
        }
    }

    /// `\n`, `\r\n`, or the `\r` of an old Macintosh.
    private mutating func lineEnd() -> ArraySlice<UInt8> {
        let start = place
        if place < bytes.count, bytes[place] == UInt8(ascii: "\r") { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
        line += place > start ? 1 : 0
        return bytes[start..<place]
    }
}
