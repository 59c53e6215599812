import LogRecords

/// A UUID that is spelt exactly as it would be printed again: lower case, with dashes. Others are kept as they were
/// written.
func plainUUID(_ text: UnsafeRawBufferPointer) -> ID128? {
    guard text.count == 36, let id = uuid(text) else { return nil }
    // A capital has 0x40 and not 0x20; digits and dashes have not 0x40.
    var capitals: UInt64 = 0
    for offset in stride(from: 0, through: 28, by: 4) {
        let word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        capitals |= (word >> 1) & ~word & 0x2020_2020_2020_2020
    }
    return capitals == 0 ? id : nil
}
