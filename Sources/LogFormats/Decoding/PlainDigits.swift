// foreign numbers: sums and products are checked

/// The one spelling of a JSON number that is spelt otherwise: `200` for `2.0e2`, `17.5` for `17.50`. `nil` for a number
/// that is its digits already, and for one whose digits would be many.
func plainDigits(ofNumber bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard bytes.contains(where: { $0 &- 48 >= 10 }), bytes.count <= mostDigits else { return nil }
    let isNegative = bytes.first == UInt8(ascii: "-")
    var digits: [UInt8] = []
    var point: Int?
    var index = isNegative ? 1 : 0
    while index < bytes.count, bytes[index] | 0x20 != UInt8(ascii: "e") {
        if bytes[index] == UInt8(ascii: ".") { point = digits.count } else { digits.append(bytes[index]) }
        index &+= 1
    }
    let exponent = index < bytes.count ? DecimalNumber.exponent(bytes, index) : 0
    guard let exponent, abs(exponent) <= mostDigits else { return nil }
    return plainDigits(digits, point: (point ?? digits.count) &+ exponent, isNegative: isNegative)
}

private let mostDigits = 64

/// `point` is how many of the digits stand before the point: beyond them, and before them, there are zeros.
private func plainDigits(_ digits: [UInt8], point: Int, isNegative: Bool) -> [UInt8] {
    let zero = UInt8(ascii: "0")
    var whole = digits.prefix(max(0, point)).drop { $0 == zero }
    if !whole.isEmpty { whole.append(contentsOf: repeatElement(zero, count: max(0, point &- digits.count))) }
    var fraction = [UInt8](repeating: zero, count: max(0, 0 &- point))
    fraction.append(contentsOf: digits.dropFirst(max(0, point)))
    while fraction.last == zero { fraction.removeLast() }
    let isZero = whole.isEmpty && fraction.isEmpty
    var text = isNegative && !isZero ? [UInt8(ascii: "-")] : []
    text.append(contentsOf: whole.isEmpty ? [zero] : whole)
    if !fraction.isEmpty { text.append(UInt8(ascii: ".")) }
    text.append(contentsOf: fraction)
    return text
}
