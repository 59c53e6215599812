import CXXHash
import Glibc
import LogRecords

/// One value of a format's identity, compiled.
struct IdentityValue {
    var slot: Int32
    var reading: IdentityPart.Reading
}

/// The hash of a record's own identity: 64-bit XXH3 over the format's name and the values that identify it, each behind
/// its length.
///
/// Values, and not what stands in the line: other digits of a time, another offset or other escapes are the same
/// record.
struct RecordIdentity: ~Copyable {
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 16)
    private var count = 0

    deinit {
        buffer.deallocate()
    }

    mutating func begin(_ name: UnsafeRawBufferPointer) {
        count = 0
        append(name)
    }

    /// Adds a value as it is read, or its text where it cannot be.
    mutating func append(
        _ bytes: UnsafeRawBufferPointer, _ reading: IdentityPart.Reading, _ dates: inout TimeReading.DateMemory
    ) {
        switch reading {
        case .text: append(bytes)
        case .caseless: appendFolded(bytes)
        case .percentEncoded: appendDecoded(bytes)
        case .instant:
            let isObject = bytes.first == UInt8(ascii: "{")
            let instant =
                isObject ? TimeReading.parts(bytes, .utcInstant) : TimeReading.instant(bytes, &dates, .utcInstant)
            instant.outcome == .value ? append(instant.cell) : append(bytes)
        case .integer:
            guard let number = DecimalNumber(bytes, scale: 0), number.isExact else { return append(bytes) }
            append(number.value)
        }
    }

    func hash() -> Int64 {
        Int64(bitPattern: XXH_INLINE_XXH3_64bits(buffer.baseAddress, count))
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number) { append($0) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let start = beginValue(bytes.count)
        copy(bytes)
        endValue(start)
    }

    private mutating func appendFolded(_ bytes: UnsafeRawBufferPointer) {
        let start = beginValue(bytes.count)
        copy(bytes)
        if let text = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) {
            for index in (count - bytes.count)..<count { text[index] |= text[index] &- 65 < 26 ? 0x20 : 0 }
        }
        endValue(start)
    }

    /// https://www.rfc-editor.org/rfc/rfc3986#section-2.1
    private mutating func appendDecoded(_ bytes: UnsafeRawBufferPointer) {
        let start = beginValue(bytes.count)
        var rest = bytes
        while let base = rest.baseAddress, let sign = memchr(base, 0x25, rest.count).map({ UnsafeRawPointer($0) - base }) {
            copy(UnsafeRawBufferPointer(rebasing: rest[..<sign]))
            let isEncoded = sign + 2 < rest.count
            let high = isEncoded ? JSONText.hexadecimalDigit(rest[sign + 1]) : nil
            let low = isEncoded ? JSONText.hexadecimalDigit(rest[sign + 2]) : nil
            var byte = rest[sign]
            if let high, let low { byte = UInt8(truncatingIfNeeded: high << 4 | low) }
            buffer[count] = byte
            count += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(sign + (high == nil || low == nil ? 1 : 3))...])
        }
        copy(rest)
        endValue(start)
    }

    /// Makes room for a value and its length; gives where the length stands.
    private mutating func beginValue(_ most: Int) -> Int {
        let start = count
        count += MemoryLayout<UInt32>.size
        if count + most > buffer.count { grow(most) }
        return start
    }

    private mutating func endValue(_ start: Int) {
        let length = count - start - MemoryLayout<UInt32>.size
        buffer.storeBytes(of: UInt32(truncatingIfNeeded: length), toByteOffset: start, as: UInt32.self)
    }

    private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        buffer.baseAddress?.advanced(by: count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    private mutating func grow(_ needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (buffer.count + needed), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<min(count, buffer.count)]))
        buffer.deallocate()
        buffer = larger
    }
}
