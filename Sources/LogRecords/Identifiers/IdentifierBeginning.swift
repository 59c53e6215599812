/// The first digits or letters of an identifier that was cut, with everything that may begin so.
package struct IdentifierBeginning: Sendable, Equatable {
    /// Fewer say too little: thousands of identifiers of a day begin alike.
    package static let fewestDigits = 8

    /// As it was typed, without the dashes of a UUID where it is hexadecimal.
    package let text: String
    /// The rays and spans that begin so.
    package let bits64: ClosedRange<UInt64>?
    /// The UUIDs, ULIDs and traces that begin so.
    package let bits128: ClosedRange<ID128>?

    /// `nil` for less than `fewestDigits`, or for what is longer than any identifier.
    package init?(_ typed: String) {
        let digits = typed.filter { $0 != "-" }
        let count = digits.utf8.count
        guard (IdentifierBeginning.fewestDigits...RecordBatch.longestText).contains(count) else { return nil }
        if digits.utf8.allSatisfy({ hexadecimalDigit($0) != nil }) {
            text = digits
            bits64 = count < 16 ? IdentifierBeginning.range64(digits) : nil
            bits128 = count < 32 ? IdentifierBeginning.range128(digits, bitsADigit: 4, value: hexadecimalDigit) : nil
        } else {
            text = typed
            bits64 = nil
            bits128 = count < 26 ? IdentifierBeginning.range128(typed, bitsADigit: 5, value: crockfordDigit) : nil
        }
    }

    /// Whether an identifier begins so, in whatever spelling.
    package func admits(_ identifier: String) -> Bool {
        switch CanonicalIdentifier(identifier) {
        case .bits64(let value): if bits64?.contains(value) == true { return true }
        case .bits128(let value): if bits128?.contains(value) == true { return true }
        case .bytes: break
        }
        // Digits have no case; of any other text every letter counts.
        return bits128 != nil || bits64 != nil
            ? identifier.lowercased().hasPrefix(text.lowercased()) : identifier.hasPrefix(text)
    }

    private static func range64(_ digits: String) -> ClosedRange<UInt64>? {
        guard let value = UInt64(digits, radix: 16) else { return nil }
        let open = UInt64(4 * (16 - digits.utf8.count))
        return value << open...value << open | (1 << open - 1)
    }

    /// From the beginning with zeros behind it to the beginning with ones.
    private static func range128(_ digits: String, bitsADigit: UInt64, value: (UInt8) -> UInt8?) -> ClosedRange<ID128>? {
        var (low, high) = (ID128(high: 0, low: 0), ID128(high: 0, low: 0))
        // 26 digits of five bits are two more than there are: the first is at most 7.
        let places = bitsADigit == 5 ? 26 : 32
        var typed = digits.utf8.makeIterator()
        for place in 0..<places {
            let digit = typed.next()
            guard let lowest = digit.map(value) ?? 0 else { return nil }
            if bitsADigit == 5, place == 0, lowest > 7 { return nil }
            low = low.appending(UInt64(lowest), bits: bitsADigit)
            high = high.appending(digit == nil ? (1 << bitsADigit) - 1 : UInt64(lowest), bits: bitsADigit)
        }
        return low...high
    }
}

/// An identifier of a row that was found by its beginning.
package struct FoundIdentifier: Sendable, Hashable {
    package var kind: IdentifierKind
    /// In its usual spelling.
    package var text: String
    /// When one of its rows is filed.
    package var filed: Instant?

    package init(kind: IdentifierKind, text: String, filed: Instant?) {
        self.kind = kind
        self.text = text
        self.filed = filed
    }
}

extension ID128 {
    fileprivate func appending(_ digit: UInt64, bits: UInt64) -> ID128 {
        ID128(high: high << bits | low >> (64 - bits), low: low << bits | digit)
    }
}
