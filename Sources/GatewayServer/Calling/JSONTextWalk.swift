/// Walks over what is within the quotation marks of a JSON text: valid UTF-8, no control characters, known escapes.
/// https://www.rfc-editor.org/rfc/rfc8259#section-7
///
/// A lone surrogate in an escape is allowed by the grammar: it goes on as it is, and the provider may judge it.
struct JSONTextWalk {
    private let bytes: UnsafeRawBufferPointer
    private(set) var index: Int

    init(_ bytes: UnsafeRawBufferPointer, _ index: Int) { (self.bytes, self.index) = (bytes, index) }

    /// Goes on up to about `limit`; `true`: behind the closing quotation mark.
    mutating func advance(upTo limit: Int) throws(JSONWalk.Refused) -> Bool {
        while index < bytes.count, index < limit {
            if index + 8 <= bytes.count, isPlain(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                index += 8
                continue
            }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return true
            case UInt8(ascii: "\\"): index += try escape()
            case 0..<0x20: throw JSONWalk.Refused()
            case 0x20..<0x80: index += 1
            default: index += try character()
            }
        }
        guard index < bytes.count else { throw JSONWalk.Refused() }
        return false
    }

    /// Whether none of eight bytes is a quotation mark, a backslash, a control or outside of ASCII.
    private func isPlain(_ word: UInt64) -> Bool {
        let (low, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let (quote, escape) = (word ^ low &* 0x22, word ^ low &* 0x5C)
        let special = (word &- low &* 0x20) | (quote &- low) | (escape &- low) | word
        return special & high == 0
    }

    private func escape() throws(JSONWalk.Refused) -> Int {
        guard index + 1 < bytes.count else { throw JSONWalk.Refused() }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"):
            let digits = index + 2..<index + 6
            guard digits.upperBound <= bytes.count, digits.allSatisfy({ JSONTextWalk.isHexadecimal(bytes[$0]) }) else {
                throw JSONWalk.Refused()
            }
            return 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        default: throw JSONWalk.Refused()
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    /// The length of a character outside of ASCII. https://www.rfc-editor.org/rfc/rfc3629#section-4
    private func character() throws(JSONWalk.Refused) -> Int {
        func following(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        let isValid: Bool
        let length: Int
        switch bytes[index] {
        case 0xC2...0xDF: (length, isValid) = (2, following(1))
        case 0xE0: (length, isValid) = (3, following(1, 0xA0...0xBF) && following(2))
        case 0xED: (length, isValid) = (3, following(1, 0x80...0x9F) && following(2))
        case 0xE1...0xEF: (length, isValid) = (3, following(1) && following(2))
        case 0xF0: (length, isValid) = (4, following(1, 0x90...0xBF) && following(2) && following(3))
        case 0xF1...0xF3: (length, isValid) = (4, following(1) && following(2) && following(3))
        case 0xF4: (length, isValid) = (4, following(1, 0x80...0x8F) && following(2) && following(3))
        default: (length, isValid) = (1, false)
        }
        guard isValid else { throw JSONWalk.Refused() }
        return length
    }
}
