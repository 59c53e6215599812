import Glibc
import LogRecords

/// The part of a value that decides what its term is.
///
/// A ray header, an address with its port and a URL with its query differ in every line, the colo, the address and the
/// path in them do not: the table of terms is asked with the part, so that it holds as many terms as there are, and not
/// one a line.
enum TermKey {
    /// The suffix of a ray header; `nil` where it has none.
    static func colo(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard raw.count > 17, raw.count <= 32, raw[16] == UInt8(ascii: "-") else { return nil }
        return UnsafeRawBufferPointer(rebasing: raw[17...])
    }

    /// An IPv4 address without its port; IPv6 and all else as they stand.
    static func address(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let colon = place(of: ":", in: raw)
        guard raw.count <= 64, raw[0] != UInt8(ascii: "["), colon > 0, colon < raw.count,
            !raw[(colon + 1)...].contains(UInt8(ascii: ":"))
        else { return raw }
        return UnsafeRawBufferPointer(rebasing: raw[..<colon])
    }

    /// What stands before a query or a fragment.
    static func withoutQuery(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let end = min(place(of: "?", in: raw), place(of: "#", in: raw))
        return end > 0 ? UnsafeRawBufferPointer(rebasing: raw[..<end]) : raw
    }

    /// A URL up to the end of its host; a bare host as it stands.
    static func host(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let slash = UInt8(ascii: "/")
        guard let first = raw.firstIndex(of: slash), first > 0, first + 1 < raw.count, raw[first + 1] == slash else { return raw }
        let end = raw[(first + 2)...].firstIndex { $0 == slash || isQuery($0) } ?? raw.count
        return UnsafeRawBufferPointer(rebasing: raw[..<end])
    }

    /// The first place of a character, or the end.
    private static func place(of character: Unicode.Scalar, in raw: UnsafeRawBufferPointer) -> Int {
        guard let start = raw.baseAddress, let found = memchr(start, Int32(character.value), raw.count) else { return raw.count }
        return UnsafeRawPointer(found) - start
    }

    private static func isQuery(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
