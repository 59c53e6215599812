import LogRecords

// foreign numbers: sums and products are checked

/// `90s`, `10m`, `2h`, `1d`.
struct LengthReading {
    static let longest = 31 * Instant.day

    let nanoseconds: Int64

    init(_ text: String) throws(QuantityError) {
        let units: [Character: Int64] = ["s": Instant.second, "m": Instant.minute, "h": Instant.hour, "d": Instant.day]
        guard let unit = text.last.flatMap({ units[$0] }), let number = try WholeNumber(text.dropLast(), .length(text)),
            number.value > 0
        else { throw .unreadable(.length(text)) }
        guard number.value <= Self.longest / unit else { throw .tooMuch(.length(text)) }
        nanoseconds = number.value * unit  // bounded: by `longest`
    }
}

/// Digits alone; one that no computer's number holds is more than any limit.
struct WholeNumber {
    let value: Int64

    init?(_ digits: some StringProtocol, _ quantity: Quantity) throws(QuantityError) {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard let value = Int64(digits) else { throw .tooMuch(quantity) }
        self.value = value
    }
}

/// `404`, `4xx`, `400-499`.
struct StatusReading {
    let range: ClosedRange<Int>

    init(_ text: String) throws(QuantityError) {
        let lower = text.lowercased()
        if lower.count == 3, lower.hasSuffix("xx"), let digit = lower.first?.wholeNumberValue {
            guard (1...5).contains(digit) else { throw .tooMuch(.status(text)) }
            range = digit * 100...digit * 100 + 99
            return
        }
        let ends = lower.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last else {
            throw .unreadable(.status(text))
        }
        guard last <= 999 else { throw .tooMuch(.status(text)) }
        range = first...last
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
