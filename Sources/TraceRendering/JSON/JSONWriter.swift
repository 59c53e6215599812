import LogRecords

/// Writes JSON as bytes, on one line or indented by two spaces.
///
/// IP and e-mail addresses are masked. Then everything that could command a terminal (controls, bidirectional and
/// zero-width formatting, line separators) is escaped, so that the text is safe to print.
/// https://www.rfc-editor.org/rfc/rfc8259#section-7
package struct JSONWriter {
    private let pretty: Bool
    private var bytes: [UInt8] = []

    private init(pretty: Bool) {
        self.pretty = pretty
    }

    /// The value's text, ending in one line feed: one object a line is NDJSON.
    package static func bytes(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.write(value, depth: 0)
        writer.put("\n")
        return writer.bytes
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: put("null")
        case .boolean(let flag): put(flag ? "true" : "false")
        case .integer(let number): put(String(number))
        case .number(let number): put(number.isFinite ? "\(number)" : "null")
        case .milliseconds(let nanoseconds): put(millisecondsText(nanoseconds))
        case .string(let text): writeString(Mask.addresses.masked(text))
        case .verbatim(let text): writeString(text)
        case .array(let values):
            // Lists of numbers stay on one line even when indented: nobody wants `[` 1 `]` over three.
            let flat = values.allSatisfy { if case .integer = $0 { true } else { false } }
            writeItems("[", "]", values, depth: depth, flat: flat) { writer, item, depth in writer.write(item, depth: depth) }
        case .object(let members):
            writeItems("{", "}", members, depth: depth, flat: false) { writer, member, depth in
                writer.writeString(Mask.addresses.masked(member.key))
                writer.put(writer.pretty ? ": " : ":")
                writer.write(member.value, depth: depth)
            }
        }
    }

    private mutating func writeItems<Item>(
        _ open: String, _ close: String, _ items: [Item], depth: Int, flat: Bool, each: (inout JSONWriter, Item, Int) -> Void
    ) {
        put(open)
        for (index, item) in items.enumerated() {
            if index > 0 { put(pretty && flat ? ", " : ",") }
            if !flat { breakLine(depth: depth + 1) }
            each(&self, item, depth + 1)
        }
        if !flat, !items.isEmpty { breakLine(depth: depth) }
        put(close)
    }

    private mutating func breakLine(depth: Int) {
        guard pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // The usual case: nothing to escape, one copy.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            put(text)
        } else {
            for scalar in text.unicodeScalars { writeScalar(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeScalar(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": put("\\\"")
        case "\\": put("\\\\")
        case "\n": put("\\n")
        case "\r": put("\\r")
        case "\t": put("\\t")
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                for unit in UTF16.encode(scalar) ?? UTF16.EncodedScalar() { put("\\u" + fourDigits(unit)) }
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        }
    }
}

private func fourDigits(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
}

/// `1851.0`, `1840.2`, `0.000001`: at least one decimal, at most six, no trailing zeros behind the first.
private func millisecondsText(_ nanoseconds: Int64) -> String {
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var decimals = String(rest)
    decimals = String(repeating: "0", count: 6 - decimals.count) + decimals
    while decimals.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(nanoseconds < 0 ? "-" : "")\(whole).\(decimals)"
}
