/// 128 bits: a UUID, a ULID, a W3C trace id.
package struct ID128: Hashable, Comparable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (left: ID128, right: ID128) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The sixteen bytes, most significant first.
    package var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * UInt64($0 % 8))) }
    }

    /// 32 lower-case hexadecimal digits.
    package var hexadecimal: String { high.hexadecimal + low.hexadecimal }

    /// 8-4-4-4-12, lower case. https://www.rfc-editor.org/rfc/rfc9562#section-4
    package var uuid: String {
        // Asked several times a request by what serves requests: no array, no pieces.
        String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit % 16))) & 15
                buffer[place] = value < 10 ? 48 + value : 87 + value
                place += 1
            }
            return place
        }
    }
}

extension UInt64 {
    /// Sixteen lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
