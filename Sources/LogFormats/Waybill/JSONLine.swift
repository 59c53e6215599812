import LogRecords

/// A line of JSON that grows: constants as they are, values escaped, `nil` as `null`.
///
/// It writes through a pointer into memory of its own, which `append(to:)` copies out once.
struct JSONLine: ~Copyable {
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    init() {
        bytes = .allocate(capacity: 4096)
    }

    deinit {
        bytes.deallocate()
    }

    /// Appends what was written to a buffer.
    func append(to buffer: inout [UInt8]) {
        buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<count]))
    }

    mutating func raw(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    @inline(__always)
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        makeRoom(text.count)
        guard let start = text.baseAddress, let base = bytes.baseAddress else { return }
        (base + count).update(from: start, count: text.count)
        count &+= text.count
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        makeRoom(1)
        bytes[count] = byte
        count &+= 1
    }

    @inline(__always)
    private mutating func makeRoom(_ needed: Int) {
        if bytes.count &- count < needed { grow(needed) }
    }

    @inline(never)
    private mutating func grow(_ needed: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * (bytes.count + needed))
        _ = larger.initialize(from: bytes[..<count])
        bytes.deallocate()
        bytes = larger
    }

    mutating func text(_ key: StaticString, _ text: String?) {
        raw(key)
        guard var text else { return raw("null") }
        append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            if utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                append(utf8)
            } else {
                for byte in utf8 { escaped(byte) }
            }
        }
        append(UInt8(ascii: "\""))
    }

    mutating func integer(_ key: StaticString, _ number: Int64?) {
        raw(key)
        guard let number else { return raw("null") }
        if number < 0 { append(UInt8(ascii: "-")) }
        decimal(number.magnitude, atLeast: 1)
    }

    mutating func flag(_ key: StaticString, _ flag: Bool?) {
        raw(key)
        guard let flag else { return raw("null") }
        raw(flag ? "true" : "false")
    }

    /// Nanoseconds as milliseconds, with as many digits as are needed: exact both ways.
    mutating func milliseconds(_ key: StaticString, _ nanoseconds: Int64?) {
        raw(key)
        guard let nanoseconds else { return raw("null") }
        if nanoseconds < 0 { append(UInt8(ascii: "-")) }
        var (whole, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        decimal(whole, atLeast: 1)
        guard fraction > 0 else { return }
        append(UInt8(ascii: "."))
        var digits = 6
        while fraction.isMultiple(of: 10) {
            fraction /= 10
            digits -= 1
        }
        whole = fraction
        decimal(whole, atLeast: digits)
    }

    /// RFC 3339 in UTC with microseconds, or nanoseconds where there are some.
    mutating func instant(_ key: StaticString, _ instant: Instant?) {
        raw(key)
        guard let instant else { return raw("null") }
        let day = Day(instant)
        let date = CivilDate(day)
        let (seconds, fraction) = (instant.nanoseconds &- day.start.nanoseconds).magnitude
            .quotientAndRemainder(dividingBy: 1_000_000_000)
        append(UInt8(ascii: "\""))
        decimal(UInt64(date.year.magnitude), atLeast: 4)
        append(UInt8(ascii: "-"))
        decimal(UInt64(date.month.magnitude), atLeast: 2)
        append(UInt8(ascii: "-"))
        decimal(UInt64(date.day.magnitude), atLeast: 2)
        append(UInt8(ascii: "T"))
        decimal(seconds / 3600, atLeast: 2)
        append(UInt8(ascii: ":"))
        decimal(seconds / 60 % 60, atLeast: 2)
        append(UInt8(ascii: ":"))
        decimal(seconds % 60, atLeast: 2)
        append(UInt8(ascii: "."))
        if fraction.isMultiple(of: 1000) { decimal(fraction / 1000, atLeast: 6) } else { decimal(fraction, atLeast: 9) }
        raw("Z\"")
    }

    mutating func uuid(_ key: StaticString, _ id: ID128?) {
        raw(key)
        guard let id else { return raw("null") }
        append(UInt8(ascii: "\""))
        hexadecimal(id.high >> 32, digits: 8)
        append(UInt8(ascii: "-"))
        hexadecimal(id.high >> 16, digits: 4)
        append(UInt8(ascii: "-"))
        hexadecimal(id.high, digits: 4)
        append(UInt8(ascii: "-"))
        hexadecimal(id.low >> 48, digits: 4)
        append(UInt8(ascii: "-"))
        hexadecimal(id.low, digits: 12)
        append(UInt8(ascii: "\""))
    }

    mutating func trace(_ key: StaticString, _ id: ID128?) {
        raw(key)
        guard let id else { return raw("null") }
        append(UInt8(ascii: "\""))
        hexadecimal(id.high, digits: 16)
        hexadecimal(id.low, digits: 16)
        append(UInt8(ascii: "\""))
    }

    mutating func span(_ key: StaticString, _ id: UInt64?) {
        raw(key)
        guard let id else { return raw("null") }
        append(UInt8(ascii: "\""))
        hexadecimal(id, digits: 16)
        append(UInt8(ascii: "\""))
    }

    mutating func list<Element>(_ key: StaticString, _ elements: [Element]?, _ append: (Element, inout JSONLine) -> Void) {
        raw(key)
        guard let elements else { return raw("null") }
        self.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { self.append(UInt8(ascii: ",")) }
            isFirst = false
            append(element, &self)
        }
        self.append(UInt8(ascii: "]"))
    }

    private mutating func decimal(_ number: UInt64, atLeast digits: Int) {
        var length = 1
        var bound: UInt64 = 10
        while length < 20, length < digits || number >= bound {
            length &+= 1
            // At twenty digits the bound would overflow, and is not asked for any more.
            bound = bound &* 10
        }
        makeRoom(length)
        var rest = number
        for index in stride(from: count &+ length &- 1, through: count, by: -1) {
            bytes[index] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count &+= length
    }

    private mutating func hexadecimal(_ number: UInt64, digits: Int) {
        for digit in stride(from: digits - 1, through: 0, by: -1) {
            let value = UInt8(truncatingIfNeeded: number >> UInt64(4 * digit)) & 15
            append(value < 10 ? 48 + value : 87 + value)
        }
    }

    /// https://www.rfc-editor.org/rfc/rfc8259#section-7
    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        case 0..<0x20:
            raw("\\u00")
            hexadecimal(UInt64(byte), digits: 2)
        default: append(byte)
        }
    }
}
