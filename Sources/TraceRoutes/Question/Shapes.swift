import LogRecords

/// What a run of characters can be by its shape alone.
enum Shape: Equatable {
    case ray(UInt64, suffix: String?)
    /// 12 to 17 hexadecimal digits that are not 16: a ray that lost or won some.
    case damagedRay(digits: String, suffix: String?)
    case hexadecimal32(ID128)
    case uuid(ID128)
    case ulid(ID128)
    case span(UInt64)
    case traceparent(trace: ID128, span: UInt64)
    case cloudTrace(trace: ID128, span: UInt64?)
    case awsTrace(root: String, seconds: UInt64)
    case providerRequest(String)
}

/// Every shape that the text has, after O was read as 0 and l and I as 1 where the rest is hexadecimal.
func shapes(of text: String) -> [Shape] {
    if let shape = traceparent(text) ?? cloudTrace(text) ?? awsTrace(text) ?? providerRequest(text) { return [shape] }
    var found: [Shape] = []
    switch text.utf8.count {
    case 26: if let id = fixed128(text), EmbeddedTime.ofMilliseconds48(id) != nil { found.append(.ulid(id)) }
    case 32: if let id = fixed128(digitsMended(text)) { found.append(.hexadecimal32(id)) }
    case 36: if let id = fixed128(digitsMended(text)) { found.append(.uuid(id)) }
    default: break
    }
    found += rayShapes(text)
    if (16...20).contains(text.utf8.count), text.isDecimal, let span = UInt64(text) { found.append(.span(span)) }
    return found
}

private func fixed128(_ text: String) -> ID128? {
    if case .bits128(let id) = CanonicalIdentifier(text) { id } else { nil }
}

/// `8c38fb2918f135d2-IAD`: 16 digits, then up to eight letters and digits, which may have a part of their own (`-ORD-X`).
private func rayShapes(_ text: String) -> [Shape] {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let digits = digitsMended(parts.first ?? "").lowercased()
    guard digits.isHexadecimal, (12...17).contains(digits.utf8.count) else { return [] }
    let suffix = parts.count == 2 ? parts[1] : nil
    if let suffix {
        let bare = suffix.filter { $0 != "-" }
        guard (1...8).contains(bare.utf8.count), bare.utf8.allSatisfy(isLetterOrDigit) else { return [] }
    }
    if digits.utf8.count == 16, let value = UInt64(digits, radix: 16) { return [.ray(value, suffix: suffix?.uppercased())] }
    return [.damagedRay(digits: digits, suffix: suffix?.uppercased())]
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
}

/// With `o` read as 0, `l` and `i` as 1, if that makes hexadecimal digits (and dashes) of it and most were digits before.
func digitsMended(_ text: String) -> String {
    var mended = 0
    let characters = text.map { character -> Character in
        switch character {
        case "o", "O": mended += 1; return "0"
        case "l", "L", "i", "I": mended += 1; return "1"
        default: return character
        }
    }
    let result = String(characters)
    guard mended > 0, mended * 3 <= characters.count, result.filter({ $0 != "-" }).isHexadecimal else { return text }
    return result
}

/// `00-<32>-<16>-<2>`, longer for later versions; version ff and ids of zeros are invalid.
/// https://www.w3.org/TR/trace-context/#traceparent-header
private func traceparent(_ text: String) -> Shape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, parts[0].utf8.count == 2, parts[0].isHexadecimal, parts[0].lowercased() != "ff",
        parts[1].utf8.count == 32, let trace = fixed128(parts[1]), trace != ID128(high: 0, low: 0),
        parts[2].utf8.count == 16, let span = UInt64(parts[2], radix: 16), span != 0
    else { return nil }
    return .traceparent(trace: trace, span: span)
}

/// `TRACE`, `TRACE/SPAN` with a decimal span, and Google's `projects/P/traces/TRACE`; the options behind `;` are cut before.
/// https://cloud.google.com/trace/docs/trace-context
private func cloudTrace(_ text: String) -> Shape? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 4, parts[0] == "projects", parts[2] == "traces", parts[3].utf8.count == 32, let trace = fixed128(parts[3]) {
        return .cloudTrace(trace: trace, span: nil)
    }
    guard parts.count == 2, parts[0].utf8.count == 32, let trace = fixed128(parts[0]), parts[1].isDecimal,
        let span = UInt64(parts[1])
    else { return nil }
    return .cloudTrace(trace: trace, span: span == 0 ? nil : span)
}

/// `1-<8 hex seconds>-<24 hex>`. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
private func awsTrace(_ text: String) -> Shape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "1", parts[1].utf8.count == 8, parts[1].isHexadecimal, parts[2].utf8.count == 24,
        parts[2].isHexadecimal, let seconds = UInt64(parts[1], radix: 16)
    else { return nil }
    return .awsTrace(root: text.lowercased(), seconds: seconds)
}

private func providerRequest(_ text: String) -> Shape? {
    text.hasPrefix("req_") && text.utf8.count >= 12 && text.utf8.dropFirst(4).allSatisfy(isLetterOrDigit)
        ? .providerRequest(text) : nil
}
