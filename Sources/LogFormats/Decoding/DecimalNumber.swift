// foreign numbers: sums and products are checked

/// A decimal number as text, times a power of ten, as a whole number: exact, without floating point.
struct DecimalNumber {
    /// Cut towards zero.
    var value: Int64
    /// Whether nothing was cut.
    var isExact: Bool

    /// Reads `-12.5e-3` as `text * 10^scale`; `nil` for what is no such number, or beyond `Int64`.
    init?(_ bytes: UnsafeRawBufferPointer, scale: Int) {
        var index = 0
        var mantissa: UInt64 = 0
        var fractionDigits = 0
        var hasDigits = false
        var cut = false
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        var inFraction = false
        while index < bytes.count {
            let digit = bytes[index] &- 48
            if digit < 10 {
                hasDigits = true
                if mantissa < 1_000_000_000_000_000_000 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if inFraction { fractionDigits &+= 1 }
                } else if inFraction {
                    cut = cut || digit != 0
                } else {
                    // Nineteen digits are had already; a twentieth before the point is beyond `Int64` but for a negative exponent.
                    guard digit == 0 || scale <= 0 else { return nil }
                    fractionDigits &-= 1
                    cut = cut || digit != 0
                }
            } else if bytes[index] == UInt8(ascii: "."), !inFraction, hasDigits, index &+ 1 < bytes.count {
                inFraction = true
            } else {
                break
            }
            index &+= 1
        }
        guard hasDigits else { return nil }
        var exponent = 0
        if index < bytes.count {
            guard let read = DecimalNumber.exponent(bytes, index) else { return nil }
            exponent = read
        }
        guard let scaled = DecimalNumber.scaled(mantissa, by: exponent &- fractionDigits &+ scale) else { return nil }
        isExact = scaled.isExact && !cut
        guard scaled.value <= UInt64(Int64.max) &+ (isNegative ? 1 : 0) else { return nil }
        value = isNegative ? 0 &- Int64(truncatingIfNeeded: scaled.value) : Int64(truncatingIfNeeded: scaled.value)
    }

    /// `e-07` at `start`, up to the end.
    static func exponent(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
        var index = start + 1
        guard index < bytes.count else { return nil }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        guard index < bytes.count else { return nil }
        var value = 0
        while index < bytes.count {
            let digit = bytes[index] &- 48
            guard digit < 10 else { return nil }
            value = min(value * 10 + Int(digit), 100_000_000)
            index += 1
        }
        return isNegative ? -value : value
    }

    @inline(__always)
    private static func scaled(_ mantissa: UInt64, by power: Int) -> (value: UInt64, isExact: Bool)? {
        if mantissa == 0 { return (0, true) }
        if power >= 0 {
            guard power < 20 else { return nil }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: powerOfTen(power))
            return overflow ? nil : (product, true)
        }
        guard power > -20 else { return (0, false) }
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: powerOfTen(0 &- power))
        return (quotient, remainder == 0)
    }

    /// 10^0 to 10^19.
    @inline(__always)
    private static func powerOfTen(_ power: Int) -> UInt64 {
        switch power {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        case 9: 1_000_000_000
        case 10: 10_000_000_000
        case 11: 100_000_000_000
        case 12: 1_000_000_000_000
        case 13: 10_000_000_000_000
        case 14: 100_000_000_000_000
        case 15: 1_000_000_000_000_000
        case 16: 10_000_000_000_000_000
        case 17: 100_000_000_000_000_000
        case 18: 1_000_000_000_000_000_000
        default: 10_000_000_000_000_000_000
        }
    }
}
