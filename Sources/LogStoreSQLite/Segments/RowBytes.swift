import LogRecords

/// One row in SQLite's record format, filled from its first column to its last.
/// https://www.sqlite.org/fileformat2.html#record_format
///
/// A value is two stores, one of its type and one of its bytes; the counts stay in registers.
struct RowBytes: SegmentRow {
    /// Of one table, ours.
    static let mostColumns = 128
    /// The types' part, and the values' behind it: texts end at the longest row, and behind them there is room for a
    /// number in every column.
    static let capacity = typesCapacity + TablePages.longestRow + 16 * mostColumns
    private static let typesCapacity = 4 * mostColumns

    private let types: UnsafeMutableRawPointer
    private let values: UnsafeMutableRawPointer
    private var typeBytes = 0
    private var valueBytes = 0
    /// Of a text that had no room, and was left out: the row is not written.
    private var missingBytes = 0

    init(in scratch: UnsafeMutableRawPointer) {
        types = scratch
        values = scratch + RowBytes.typesCapacity
    }

    /// The size of the header, the types, the values; of a row that is too long with what was left out of it.
    var count: Int { headerBytes + valueBytes + missingBytes }

    /// The header counts itself; no table of ours has types enough for a third byte.
    private var headerBytes: Int { typeBytes + (typeBytes < 127 ? 1 : 2) }

    /// Leaves out the columns at the end that are NULL, as of a row that was written before they were added. The key's
    /// is always kept: SQLite takes no cell for shorter than four bytes. The last byte of a text's type is odd, so a
    /// byte of zero is a NULL.
    /// https://www.sqlite.org/fileformat2.html#record_format
    mutating func dropLastNulls() {
        while typeBytes > 1, types.load(fromByteOffset: typeBytes &- 1, as: UInt8.self) == 0 { typeBytes &-= 1 }
    }

    func copy(to place: UnsafeMutableRawPointer) {
        let prefix = putVarint(UInt64(headerBytes), at: place)
        (place + prefix).copyMemory(from: types, byteCount: typeBytes)
        (place + prefix + typeBytes).copyMemory(from: values, byteCount: valueBytes)
    }

    @inline(__always)
    mutating func addNull() {
        type(0)
    }

    /// The fewest bytes that hold the number: none for 0 and 1, else 1, 2, 3, 4, 6 or 8.
    @inline(__always)
    mutating func add(_ number: Int64) {
        let word = UInt64(bitPattern: number)
        guard word > 1 else {
            type(8 &+ UInt8(truncatingIfNeeded: word))
            return
        }
        // With its sign a number of n bits needs n + 1.
        let bits = 64 &- (word ^ UInt64(bitPattern: number >> 63)).leadingZeroBitCount
        var size = (bits &+ 8) >> 3
        if size > 4 { size = (size &+ 1) & ~1 }
        type(UInt8(truncatingIfNeeded: size <= 4 ? size : size / 2 &+ 2))
        (values + valueBytes).storeBytes(of: (word &<< UInt64(64 &- 8 &* size)).bigEndian, as: UInt64.self)
        valueBytes &+= size
    }

    /// A blob of sixteen bytes, most significant first.
    @inline(__always)
    mutating func add(high: UInt64, low: UInt64) {
        type(12 + 2 * 16)
        (values + valueBytes).storeBytes(of: high.bigEndian, as: UInt64.self)
        (values + valueBytes).storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        valueBytes &+= 16
    }

    /// Bytes that are valid UTF-8.
    @inline(__always)
    mutating func add(text: UnsafeRawBufferPointer) {
        guard valueBytes &+ text.count <= TablePages.longestRow else {
            addNull()
            missingBytes = missingBytes.addingReportingOverflow(text.count).partialValue
            return
        }
        typeBytes &+= putVarint(UInt64(13 &+ 2 &* text.count), at: types + typeBytes)
        if let start = text.baseAddress { (values + valueBytes).copyMemory(from: start, byteCount: text.count) }
        valueBytes &+= text.count
    }

    @inline(__always)
    private mutating func type(_ type: UInt8) {
        types.storeBytes(of: type, toByteOffset: typeBytes, as: UInt8.self)
        typeBytes &+= 1
    }
}
