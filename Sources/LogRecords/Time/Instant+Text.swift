/// RFC 3339 text, both ways. https://www.rfc-editor.org/rfc/rfc3339#section-5.6
extension Instant: CustomStringConvertible {
    /// `2024-09-15T13:32:08.495Z`: as many digits of the fraction as are needed in steps of three, at least
    /// milliseconds.
    package var description: String { text() }

    /// The moment as RFC 3339 with at least `digits` (0, 3, 6 or 9) digits of fraction, more where the value has them.
    package func text(digits: Int = 3) -> String {
        let day = Day(self)
        let date = CivilDate(day)
        let rest = nanoseconds % Instant.day
        let inDay = rest < 0 ? rest + Instant.day : rest
        let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: Instant.second)
        var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
        text += "\(padded(Int(seconds / 3600), 2)):\(padded(Int(seconds / 60 % 60), 2)):\(padded(Int(seconds % 60), 2))"
        let needed = fraction == 0 ? 0 : fraction % 1_000_000 == 0 ? 3 : fraction % 1000 == 0 ? 6 : 9
        switch max(needed, digits) {
        case 0: break
        case 3: text += "." + padded(Int(fraction / 1_000_000), 3)
        case 6: text += "." + padded(Int(fraction / 1000), 6)
        default: text += "." + padded(Int(fraction), 9)
        }
        return text + "Z"
    }

    /// What a text without a zone says.
    package enum MissingZone: Sendable {
        case isRefused, isUTC
    }

    /// Reads RFC 3339 and its neighbours: a space for the `T`, a comma, any fraction; as the zone `+00:00`, `+0000`,
    /// `+00`, ` UTC`, and what tools make of it (`+00:00Z`, ` +0000 UTC`). `nil` for anything else, for a date that
    /// does not exist, and for text without a zone.
    package init?(rfc3339 text: String) {
        var text = text
        guard let instant = text.withUTF8({ Instant(rfc3339: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = instant
    }

    /// The same from bytes, for decoders: allocates nothing.
    package init?(rfc3339 bytes: UnsafeRawBufferPointer, withoutZone: MissingZone = .isRefused) {
        guard bytes.count >= 19, bytes.count <= 64 else { return nil }
        var reader = DigitReader(bytes)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2)
        else { return nil }
        let fraction = reader.take(".") || reader.take(",") ? reader.fraction() : 0
        guard let offset = reader.isAtEnd && withoutZone == .isUTC ? 0 : reader.offsetSeconds(), reader.isAtEnd, let fraction,
            (1...12).contains(month), day >= 1, day <= Instant.days(inMonth: month, of: year), hour < 24, minute < 60,
            second <= 60, (1678...2261).contains(year)
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).dayNumber
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        self.init(nanoseconds: seconds * Instant.second + fraction)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// `2024-09-15`
    package var description: String {
        let date = CivilDate(self)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Reads fixed runs of digits from the front of some bytes.
private struct DigitReader {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func number(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for offset in 0..<count {
            let digit = bytes[index + offset] &- 48
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        index += count
        return value
    }

    /// Digits as nanoseconds; what is finer than a nanosecond is cut.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while index < bytes.count, bytes[index] &- 48 < 10 {
            if digits < 9 { value = value * 10 + Int64(bytes[index] &- 48) }
            digits += 1
            index += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    mutating func offsetSeconds() -> Int? {
        if take("Z") || take("z") { return 0 }
        _ = take(" ")
        if takeUTC() { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), hours < 24 else { return nil }
        let hasColon = take(":")
        guard let minutes = hasColon || !isAtEnd ? number(2) : 0, minutes < 60 else { return nil }
        let offset = sign * (hours * 3600 + minutes * 60)
        // Go names the zone behind the offset, and Python programs put a `Z` there.
        if offset == 0, !isAtEnd { return take("Z") || take(" ") && takeUTC() ? 0 : nil }
        return offset
    }

    private mutating func takeUTC() -> Bool {
        take("U") && take("T") && take("C")
    }
}
