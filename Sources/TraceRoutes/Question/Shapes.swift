import LogRecords

/// What a run of characters can be by its shape alone.
enum Shape: Equatable {
    case ray(UInt64, suffix: String?)
    case hexadecimal32(ID128)
    case uuid(ID128)
    /// With the digits that O, I and L stand for.
    case ulid(ID128)
    case span(UInt64)
    /// A trace of 128 bits in decimal digits, as Datadog's libraries print it.
    case decimalTrace(ID128)
    case traceparent(trace: ID128, span: UInt64)
    /// Google writes the span in decimal digits, others under the same name in hexadecimal ones; sixteen digits may be
    /// either.
    case cloudTrace(trace: ID128, spans: [UInt64])
    /// Zipkin's header in one line, and Sentry's: a trace of 128 or 64 bits and a span.
    case b3(trace: CanonicalIdentifier, span: UInt64)
    case awsTrace(root: String, seconds: UInt64, trace: ID128)
    case providerRequest(String)
    /// An id of one digit too many or too few, by the name of what it would be.
    case damaged(kind: String)
    /// Fewer digits than any id has, and what stood behind a dash: a ray's colo.
    case beginning(IdentifierBeginning, suffix: String?)

    /// Whether it can be looked up as it is.
    var isIntact: Bool {
        switch self {
        case .damaged, .beginning, .span, .decimalTrace: false
        default: true
        }
    }
}

/// Every shape that the text has, after O was read as 0 and l and I as 1 where the rest is hexadecimal.
func shapes(of text: String) -> [Shape] {
    if let shape = traceparent(text) ?? b3(text) ?? awsTrace(text) ?? providerRequest(text) { return [shape] }
    var found: [Shape] = []
    switch text.utf8.count {
    case 26: if let id = fixed128(ulidMended(text)), EmbeddedTime.ofMilliseconds48(id) != nil { found.append(.ulid(id)) }
    case 32: if let id = fixed128(digitsMended(text)) { found.append(.hexadecimal32(id)) }
    case 36: if let id = fixed128(digitsMended(text)) { found.append(.uuid(id)) }
    default: break
    }
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let digits = digitsMended(parts.first ?? "").lowercased()
    let suffix = parts.count == 2 ? raySuffix(parts[1]) : nil
    if digits.utf8.count == 16, digits.isHexadecimal, parts.count == 1 || suffix != nil, let value = UInt64(digits, radix: 16) {
        found.append(.ray(value, suffix: suffix))
    }
    if (16...20).contains(text.utf8.count), text.isDecimal, let span = UInt64(text) { found.append(.span(span)) }
    if (21...39).contains(text.utf8.count), text.isDecimal, let trace = decimal128(text) { found.append(.decimalTrace(trace)) }
    return found.isEmpty ? damagedShapes(text, digits: digits, suffix: suffix) : found
}

/// What a text of a wrong length may have been.
private func damagedShapes(_ text: String, digits: String, suffix: String?) -> [Shape] {
    var found: [Shape] = []
    let plain = digitsMended(text).filter { $0 != "-" }
    if digits.isHexadecimal, text == digits || suffix != nil, (12...17).contains(digits.utf8.count) {
        found.append(.damaged(kind: "ray"))
    }
    if plain.isHexadecimal, (31...33).contains(plain.utf8.count) {
        found.append(.damaged(kind: text.contains("-") ? "uuid" : "trace"))
    }
    // Of 26 it has no time that can be.
    if (25...27).contains(text.utf8.count), text.utf8.first == 48, text.utf8.allSatisfy({ crockfordDigit($0) != nil }) {
        found.append(.damaged(kind: "ulid"))
    }
    let start = suffix == nil ? digitsMended(text) : digits
    if suffix != nil || start.utf8.allSatisfy({ crockfordDigit($0) != nil || $0 == UInt8(ascii: "-") }),
        start.utf8.count < 36, let beginning = IdentifierBeginning(start), beginning.bits128 != nil
    {
        found.append(.beginning(beginning, suffix: suffix))
    }
    return found
}

private func decimal128(_ text: String) -> ID128? {
    var value = ID128(high: 0, low: 0)
    for byte in text.utf8 {
        let low = value.low.multipliedFullWidth(by: 10)
        let (sum, carries) = low.low.addingReportingOverflow(UInt64(byte &- 48))
        let (product, overflow) = value.high.multipliedReportingOverflow(by: 10)
        let (high, overflows) = product.addingReportingOverflow(low.high + (carries ? 1 : 0))  // bounded: at most 10
        guard !overflow, !overflows else { return nil }
        value = ID128(high: high, low: sum)
    }
    return value
}

func fixed128(_ text: String) -> ID128? {
    if case .bits128(let id) = CanonicalIdentifier(text) { id } else { nil }
}

/// `8c38fb2918f135d2-IAD`: up to eight letters and digits, which may have a part of their own (`-ORD-X`).
private func raySuffix(_ text: String) -> String? {
    let bare = text.filter { $0 != "-" }
    guard (1...8).contains(bare.utf8.count), bare.utf8.allSatisfy(isLetterOrDigit) else { return nil }
    return text.uppercased()
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
}

/// With `o` read as 0, `l` and `i` as 1, if that makes hexadecimal digits (and dashes) of it and most were digits
/// before.
func digitsMended(_ text: String) -> String {
    // Nearly every id has none of them.
    guard text.utf8.contains(where: { [111, 108, 105].contains($0 | 0x20) }) else { return text }
    var mended = 0
    let characters = text.map { character -> Character in
        switch character {
        case "o", "O": mended += 1; return "0"
        case "l", "L", "i", "I": mended += 1; return "1"
        default: return character
        }
    }
    let result = String(characters)
    guard mended > 0, mended * 2 <= characters.count, result.filter({ $0 != "-" }).isHexadecimal else { return text }
    return result
}

/// Crockford's digits are read so: O is 0, I and L are 1. https://www.crockford.com/base32.html
func ulidMended(_ text: String) -> String {
    String(
        text.map { character in
            switch character {
            case "o", "O": "0"
            case "l", "L", "i", "I": "1"
            default: character
            }
        })
}
