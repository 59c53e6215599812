import LogRecords

extension ID128 {
    /// From sixteen bytes, most significant first; others are read as far as they go.
    init(_ bytes: some Sequence<UInt8>) {
        self.init(high: 0, low: 0)
        for byte in bytes.prefix(16) {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
    }
}
