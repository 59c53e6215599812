import CScan

/// The small grammars of JSON over raw bytes: strings, numbers, words, white space.
/// https://www.rfc-editor.org/rfc/rfc8259
///
/// Each takes a place in the line and gives the place behind what it read, or `nil` where the text is no JSON.
enum JSONText {
    typealias Bytes = UnsafePointer<UInt8>

    @inline(__always)
    static func skipSpace(_ place: Bytes, _ end: Bytes) -> Bytes {
        var place = place
        while place < end, place.pointee <= 0x20, place.pointee == 0x20 || (place.pointee >= 9 && place.pointee <= 13) {
            guard place.pointee != 11, place.pointee != 12 else { return place }
            place += 1
        }
        return place
    }

    /// The closing quote of the string whose content begins at `place`, and whether an escape lies before it.
    @inline(__always)
    static func closingQuote(_ place: Bytes, _ end: Bytes) -> (quote: Bytes?, hasEscapes: Bool) {
        var place = place
        while end - place >= 16 {
            let stop = scan_special_bytes(place)
            if stop != 0 {
                place += stop.trailingZeroBitCount
                if place.pointee == quoteByte { return (place, false) }
                return closingQuoteSlowly(place, end)
            }
            place += 16
        }
        return closingQuoteSlowly(place, end)
    }

    @inline(never)
    private static func closingQuoteSlowly(_ start: Bytes, _ end: Bytes) -> (quote: Bytes?, hasEscapes: Bool) {
        var place = start
        var hasEscapes = false
        while place < end {
            let byte = place.pointee
            if byte == quoteByte { return (place, hasEscapes) }
            guard byte >= 0x20 else { return (nil, hasEscapes) }
            if byte == 0x5C {
                hasEscapes = true
                guard let next = escape(place + 1, end) else { return (nil, true) }
                place = next
            } else {
                place += 1
            }
        }
        return (nil, hasEscapes)
    }

    /// What follows a backslash.
    private static func escape(_ place: Bytes, _ end: Bytes) -> Bytes? {
        guard place < end else { return nil }
        switch place.pointee {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return place + 1
        case UInt8(ascii: "u"):
            guard end - place >= 5, (1...4).allSatisfy({ hexadecimalDigit(place[$0]) != nil }) else { return nil }
            return place + 5
        default: return nil
        }
    }

    /// The place behind the closing quote of a string that nobody wants.
    @inline(never)
    static func afterQuote(_ place: Bytes, _ end: Bytes) -> Bytes? {
        closingQuote(place, end).quote.map { $0 + 1 }
    }

    /// Where the value begins whose key ended at `place`.
    @inline(never)
    static func afterColon(_ place: Bytes, _ end: Bytes) -> Bytes? {
        let colon = skipSpace(place, end)
        guard colon < end, colon.pointee == UInt8(ascii: ":") else { return nil }
        return skipSpace(colon + 1, end)
    }

    /// What begins neither with a quote nor with a bracket nor with a digit, and is no `null`: its kind, and the place
    /// behind it.
    @inline(never)
    static func rareValue(_ place: Bytes, _ end: Bytes) -> (Slot.Kind, Bytes)? {
        switch place.pointee {
        case UInt8(ascii: "t"): return word(place, end, "true").map { (.flag, $0) }
        case UInt8(ascii: "f"): return word(place, end, "false").map { (.flag, $0) }
        // Python's json.dumps writes these three, and no reader of ours has a use for them.
        case UInt8(ascii: "N"): return word(place, end, "NaN").map { (.null, $0) }
        case UInt8(ascii: "I"): return word(place, end, "Infinity").map { (.null, $0) }
        case UInt8(ascii: "-"):
            if end - place > 1, place[1] == UInt8(ascii: "I") { return word(place, end, "-Infinity").map { (.null, $0) } }
            return number(place, end).map { (.number, $0) }
        default: return nil
        }
    }

    /// https://www.rfc-editor.org/rfc/rfc8259#section-6
    @inline(__always)
    static func number(_ start: Bytes, _ end: Bytes) -> Bytes? {
        var place = start
        if place < end, place.pointee == UInt8(ascii: "-") { place += 1 }
        guard place < end, place.pointee &- 48 < 10 else { return nil }
        if place.pointee == 48 { place += 1 } else { place = digits(place, end) }
        guard place < end else { return place }
        if place.pointee == UInt8(ascii: ".") {
            let fraction = place + 1
            place = digits(fraction, end)
            guard place > fraction else { return nil }
        }
        guard place < end, place.pointee | 0x20 == UInt8(ascii: "e") else { return place }
        return exponent(place + 1, end)
    }

    @inline(__always)
    private static func digits(_ place: Bytes, _ end: Bytes) -> Bytes {
        var place = place
        while place < end, place.pointee &- 48 < 10 { place += 1 }
        return place
    }

    private static func exponent(_ start: Bytes, _ end: Bytes) -> Bytes? {
        var place = start
        if place < end, place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") { place += 1 }
        let last = digits(place, end)
        return last > place ? last : nil
    }

    /// Whether the line goes on with this word.
    @inline(__always)
    static func word(_ place: Bytes, _ end: Bytes, _ word: StaticString) -> Bytes? {
        let count = word.utf8CodeUnitCount
        guard end - place >= count else { return nil }
        for index in 0..<count where place[index] != word.utf8Start[index] { return nil }
        return place + count
    }

    static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        let decimal = byte &- 48
        if decimal < 10 { return UInt32(decimal) }
        let letter = (byte | 0x20) &- 97
        return letter < 6 ? UInt32(letter) + 10 : nil
    }

    static let quoteByte = UInt8(ascii: "\"")
}
