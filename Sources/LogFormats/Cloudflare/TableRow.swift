import LogRecords

/// Steps over a row of a table, value by value.
struct TableRow {
    /// How a quotation mark within quotation marks is spelt.
    enum Quotes { case escaped, doubled }

    private var cursor: JSONCursor
    private let separator: UInt8
    private let quotes: Quotes
    private var index = 0
    private var bytes: UnsafeRawBufferPointer { cursor.bytes }

    init(_ row: UnsafeRawBufferPointer, separator: UInt8, quotes: Quotes) {
        cursor = JSONCursor(row)
        self.separator = separator
        self.quotes = quotes
    }

    /// Appends the next value as JSON; false where there is none, or more stands where the row should end.
    mutating func appendValue(to object: inout [UInt8], isLast: Bool) -> Bool {
        skipBlanks()
        guard appendCell(to: &object) else { return false }
        skipBlanks()
        if isLast { return index == bytes.count }
        guard index < bytes.count, bytes[index] == separator else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < bytes.count, bytes[index] <= 0x20, bytes[index] != separator { index += 1 }
    }

    private mutating func appendCell(to object: inout [UInt8]) -> Bool {
        guard index < bytes.count, bytes[index] != separator else {
            object.append(contentsOf: "null".utf8)
            return true
        }
        switch bytes[index] {
        case UInt8(ascii: "\""): return quotes == .escaped ? appendJSON(to: &object) : appendDoubled(to: &object)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return appendJSON(to: &object)
        default: return appendBare(to: &object)
        }
    }

    private mutating func appendJSON(to object: inout [UInt8]) -> Bool {
        var value = JSONCursor(UnsafeRawBufferPointer(rebasing: bytes[index...]))
        guard (try? value.skipValue()) != nil else { return false }
        object.append(contentsOf: bytes[index..<index + value.index])
        index += value.index
        return true
    }

    /// https://www.rfc-editor.org/rfc/rfc4180#section-2
    private mutating func appendDoubled(to object: inout [UInt8]) -> Bool {
        object.append(UInt8(ascii: "\""))
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < bytes.count, bytes[index] == byte else {
                    object.append(byte)
                    return true
                }
                index += 1
            }
            guard append(byte, to: &object) else { return false }
        }
        return false
    }

    private mutating func appendBare(to object: inout [UInt8]) -> Bool {
        let start = index
        while index < bytes.count, bytes[index] != separator { index += 1 }
        var end = index
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        let cell = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        if isWord(cell) {
            object.append(contentsOf: cell)
            return true
        }
        object.append(UInt8(ascii: "\""))
        for byte in cell { guard append(byte, to: &object) else { return false } }
        object.append(UInt8(ascii: "\""))
        return true
    }

    /// Whether a cell is a number of JSON's, or one of its words.
    private func isWord(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard let start = cell.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        return ["true", "false", "null"].contains { cell.elementsEqual($0.utf8) }
            || JSONText.number(start, start + cell.count) == start + cell.count
    }

    private func append(_ byte: UInt8, to object: inout [UInt8]) -> Bool {
        guard byte >= 0x20 || byte == 0x09 else { return false }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { object.append(UInt8(ascii: "\\")) }
        object.append(contentsOf: byte == 0x09 ? Array("\\t".utf8) : [byte])
        return true
    }
}
