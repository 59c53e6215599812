/// One line in a vendor's shape, built in a buffer that is kept from line to line; commas are its own matter, unlike
/// `JSONLine`'s.
package struct VendorLine {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {
        bytes.reserveCapacity(4096)
    }

    /// Forgets the last line and opens the object of the next.
    package mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Closes the object; the line's end is the caller's.
    package mutating func end() {
        bytes.append(UInt8(ascii: "}"))
    }

    /// `null` when there is no text.
    package mutating func text(_ key: StaticString, _ value: String?) {
        name(key)
        guard let value else { return literal("null") }
        string(value)
    }

    /// `null` when there is no number.
    package mutating func number(_ key: StaticString, _ value: Int64?) {
        name(key)
        guard let value else { return literal("null") }
        digits(value)
    }

    /// A number that is always there.
    package mutating func number(_ key: StaticString, _ value: Int) {
        number(key, Int64(value))
    }

    /// Nothing, where there is no value.
    package mutating func flag(_ key: StaticString, _ value: Bool?) {
        name(key)
        literal(value.map { $0 ? "true" : "false" } ?? "null")
    }

    /// Nanoseconds as a decimal number of seconds with six digits of fraction, `null` without one.
    package mutating func seconds(_ key: StaticString, _ nanoseconds: Int64?) {
        name(key)
        guard let nanoseconds else { return literal("null") }
        secondsText(nanoseconds)
    }

    /// Text that is JSON already.
    package mutating func raw(_ key: StaticString, _ json: StaticString) {
        name(key)
        literal(json)
    }

    /// A value that is JSON already.
    package mutating func raw(_ key: StaticString, _ json: [UInt8]) {
        name(key)
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Begins an object under a key; `close` ends it.
    package mutating func open(_ key: StaticString) {
        name(key)
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Ends the object that was begun last.
    package mutating func close() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens a list of objects; each begins with `openElement()` and ends with `close()`.
    package mutating func openList(_ key: StaticString) {
        name(key)
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Begins an object that is an element of a list.
    package mutating func openElement() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Ends the list that was begun last.
    package mutating func closeList() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A list of texts, an empty one too.
    package mutating func texts(_ key: StaticString, _ values: [String]) {
        name(key)
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for value in values {
            if needsComma { bytes.append(UInt8(ascii: ",")) }
            string(value)
        }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    private mutating func name(_ key: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func digits(_ value: Int64) {
        bytes.append(contentsOf: String(value).utf8)
    }

    private mutating func secondsText(_ nanoseconds: Int64) {
        let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        if nanoseconds < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: String(whole).utf8)
        let fraction = String(rest / 1000)
        bytes.append(UInt8(ascii: "."))
        for _ in fraction.utf8.count..<6 { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: fraction.utf8)
    }

    /// https://www.rfc-editor.org/rfc/rfc8259#section-7
    private mutating func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        var value = value
        let isPlain = value.withUTF8 { utf8 in
            guard utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        for byte in isPlain ? "".utf8 : value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }
}
