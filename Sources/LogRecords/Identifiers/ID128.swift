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

    /// 26 digits of Crockford's base 32, upper case. https://github.com/ulid/spec
    package var ulid: String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            var rest = self
            for place in stride(from: 25, through: 0, by: -1) {
                buffer[place] = ID128.crockford[Int(rest.low & 31)]
                rest = ID128(high: rest.high >> 5, low: rest.low >> 5 | rest.high << 59)
            }
            return 26
        }
    }

    private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}

extension UInt64 {
    /// Sixteen lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
