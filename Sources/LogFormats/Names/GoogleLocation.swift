/// What a Google Cloud location names: `us-east4` a region, `us-east4-a` a zone of it, `global` and `us` neither.
///
/// Told by shape, not from a list: regions that are younger than this table, or private, must work.
/// https://cloud.google.com/compute/docs/regions-zones
package enum GoogleLocation: Equatable {
    case region
    /// A zone, whose region is its first `regionLength` bytes.
    case zone(regionLength: Int)

    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard (4...40).contains(bytes.count), let last = bytes.last else { return nil }
        let dash = UInt8(ascii: "-")
        let isZone = GoogleLocation.isLetter(last) && bytes[bytes.count - 2] == dash
        let length = isZone ? bytes.count - 2 : bytes.count
        guard GoogleLocation.isRegion(UnsafeRawBufferPointer(rebasing: bytes[0..<length])) else { return nil }
        self = isZone ? .zone(regionLength: length) : .region
    }

    /// Lower-case words joined by dashes, the last one of letters and then digits: `northamerica-northeast1`.
    private static func isRegion(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var dashes = 0
        var digits = 0
        var lettersInWord = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z") where digits == 0: lettersInWord += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where lettersInWord > 0: digits += 1
            case UInt8(ascii: "-") where digits == 0 && lettersInWord > 0:
                dashes += 1
                lettersInWord = 0
            default: return false
            }
        }
        return dashes > 0 && digits > 0
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
}
