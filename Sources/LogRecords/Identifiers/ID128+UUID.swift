extension ID128 {
    /// A random UUID. https://www.rfc-editor.org/rfc/rfc9562#section-5.4
    package static func random() -> ID128 {
        ID128(high: .random(in: .min ... .max), low: .random(in: .min ... .max)).stamped(version: 4)
    }

    /// An id that begins with its time in milliseconds. https://www.rfc-editor.org/rfc/rfc9562#section-5.7
    package static func version7(at instant: Instant) -> ID128 {
        let milliseconds = UInt64(max(0, instant.nanoseconds / 1_000_000))
        return ID128(high: milliseconds << 16 | .random(in: 0...0xFFFF), low: .random(in: .min ... .max)).stamped(version: 7)
    }

    private func stamped(version: UInt64) -> ID128 {
        ID128(high: high & ~0xF000 | version << 12, low: low & ~(3 << 62) | 1 << 63)
    }
}
