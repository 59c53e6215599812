/// The times that some identifiers carry. A hint where to look first, never evidence.
package enum EmbeddedTime {
    /// A Cloudflare Ray ID counts 0.16 s units in its top 32 bits, from 2012-10-12T00:00:00Z; it wraps in 2034.
    ///
    /// Measured on real pairs of ray and time, not documented by Cloudflare; within some 25 ms where checked.
    package static func ofRay(_ ray: UInt64) -> Instant {
        let product = ray.multipliedFullWidth(by: 160)
        let milliseconds = Int64(product.high << 32 | product.low >> 32)
        return Instant(nanoseconds: (1_350_000_000_000 + milliseconds) * 1_000_000)
    }

    /// A ray of this moment, with sixteen bits of the caller's at its end (where real rays have what looks like a
    /// server's number).
    package static func ray(at instant: Instant, low: UInt64) -> UInt64 {
        let milliseconds = UInt64(max(0, instant.nanoseconds / 1_000_000 - 1_350_000_000_000))
        let (units, rest) = milliseconds.quotientAndRemainder(dividingBy: 160)
        return (units << 32 | (rest << 32) / 160) & ~0xFFFF | low & 0xFFFF
    }

    /// A ULID or a UUIDv7 begins with 48 bits of Unix milliseconds; `nil` outside 2012 to 2100, where it is no time.
    package static func ofMilliseconds48(_ id: ID128) -> Instant? {
        let milliseconds = Int64(id.high >> 16)
        guard (1_325_376_000_000...4_102_444_800_000).contains(milliseconds) else { return nil }
        return Instant(nanoseconds: milliseconds * 1_000_000)
    }
}
