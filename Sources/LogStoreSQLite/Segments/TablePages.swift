/// The B-tree of one table, built from its rows in the order of their keys: leaves are filled one after another and
/// given away, and so are the pages above them, of which each level keeps two pages' worth of children until the end.
/// https://www.sqlite.org/fileformat2.html#b_tree_pages
///
/// Some 20 ns a row beside the bytes themselves; `INSERT` takes 1,500, of which the statement's program is most.
final class TablePages: SegmentTable {
    /// A longer row would go on in overflow pages, which nothing here needs.
    /// https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages
    static let longestRow = SegmentPages.pageSize - 35
    private static let leafHeader = 8
    private static let interiorHeader = 12
    /// A page number and a key of nine bytes at most, and the cell's place.
    static let mostChildren = (SegmentPages.pageSize - interiorHeader) / (4 + 9 + 2)
    private static let leafKind: UInt8 = 0x0D
    private static let interiorKind: UInt8 = 0x05
    /// How the root of a table begins that has no rows: a leaf of no cells, of which nothing is in use.
    static let emptyLeaf: [UInt8] = [leafKind, 0, 0, 0, 0, UInt8(SegmentPages.pageSize >> 8), 0, 0]

    /// A page, and the greatest key in it.
    private struct Child {
        var page: UInt32
        var key: Int64
    }

    private let pages: SegmentPages
    private let root: UInt32
    private let page: UnsafeMutableRawPointer
    private let scratch: UnsafeMutableRawPointer
    private var cells = 0
    private var contentStart = SegmentPages.pageSize
    private var first: Int64?
    private var last = Int64.min
    private let childrenPerPage: Int
    /// Children that have no page above them yet, from the leaves up.
    private var levels: [[Child]] = [[]]

    init(root: UInt32, in pages: SegmentPages) {
        self.root = root
        self.pages = pages
        childrenPerPage = pages.childrenPerPage
        page = .allocate(byteCount: SegmentPages.pageSize, alignment: 64)
        scratch = .allocate(byteCount: RowBytes.capacity, alignment: 64)
        page.initializeMemory(as: UInt8.self, repeating: 0, count: SegmentPages.pageSize)
    }

    deinit {
        page.deallocate()
        scratch.deallocate()
    }

    var keys: ClosedRange<Int64>? { first.map { $0...last } }

    func beginRow() -> RowBytes { RowBytes(in: scratch) }

    /// Adds a row behind the last.
    func append(_ key: Int64, _ row: RowBytes) throws(StoreError) {
        precondition(key > last, "rows come in the order of their keys")
        var row = row
        row.dropLastNulls()
        guard row.count <= TablePages.longestRow else { throw StoreError.tooLong(bytes: row.count) }
        let size = row.count + varintSize(UInt64(row.count)) + varintSize(UInt64(bitPattern: key))
        if contentStart - size < TablePages.leafHeader + 2 * (cells + 1) { try giveLeafAway() }
        contentStart -= size
        var place = page + contentStart
        place += putVarint(UInt64(row.count), at: place)
        place += putVarint(UInt64(bitPattern: key), at: place)
        row.copy(to: place)
        put(UInt16(contentStart), at: TablePages.leafHeader + 2 * cells)
        cells += 1
        if last == .min { first = key }
        last = key
    }

    /// Writes the last leaf and the levels above, the topmost as the root. A table without rows stays as SQLite made
    /// it.
    func finish() throws(StoreError) {
        guard cells > 0 else { return }
        guard !levels[0].isEmpty else {
            putHeader(TablePages.leafKind)
            try pages.replace(root, with: page)
            return
        }
        try giveLeafAway()
        var level = 0
        while level + 1 < levels.count || levels[level].count > childrenPerPage {
            // Halves of one size: a page must not be left with a single child.
            let half = levels[level].count > childrenPerPage ? levels[level].count / 2 : 0
            if half > 0 { try giveAway(half, of: level) }
            try giveAway(levels[level].count, of: level)
            level += 1
        }
        _ = layOut(levels[level][...])
        try pages.replace(root, with: page)
    }

    private func giveLeafAway() throws(StoreError) {
        putHeader(TablePages.leafKind)
        try add(Child(page: try pages.append(page), key: last), to: 0)
        clear()
    }

    private func add(_ child: Child, to level: Int) throws(StoreError) {
        if level == levels.count { levels.append([]) }
        levels[level].append(child)
        // What stays makes a page too.
        if levels[level].count == 2 * childrenPerPage { try giveAway(childrenPerPage, of: level) }
    }

    /// Makes a page of a level's first children.
    private func giveAway(_ count: Int, of level: Int) throws(StoreError) {
        let key = layOut(levels[level].prefix(count))
        levels[level].removeFirst(count)
        try add(Child(page: try pages.append(page), key: key), to: level + 1)
    }

    private func clear() {
        page.initializeMemory(as: UInt8.self, repeating: 0, count: SegmentPages.pageSize)
        cells = 0
        contentStart = SegmentPages.pageSize
    }

    /// Makes the page an interior one of these children, and gives the greatest key below it.
    private func layOut(_ part: ArraySlice<Child>) -> Int64 {
        clear()
        guard let top = part.last else { return last }
        for child in part.dropLast() {
            contentStart -= 4 + varintSize(UInt64(bitPattern: child.key))
            put(child.page, at: contentStart)
            _ = putVarint(UInt64(bitPattern: child.key), at: page + contentStart + 4)
            put(UInt16(contentStart), at: TablePages.interiorHeader + 2 * cells)
            cells += 1
        }
        putHeader(TablePages.interiorKind)
        put(top.page, at: TablePages.leafHeader)
        return top.key
    }

    private func putHeader(_ kind: UInt8) {
        page.storeBytes(of: kind, as: UInt8.self)
        put(UInt16(0), at: 1)
        put(UInt16(cells), at: 3)
        put(UInt16(contentStart), at: 5)
        page.storeBytes(of: 0, toByteOffset: 7, as: UInt8.self)
    }

    @inline(__always)
    private func put<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
        page.storeBytes(of: number.bigEndian, toByteOffset: offset, as: Number.self)
    }
}

/// https://www.sqlite.org/fileformat2.html#varint
@inline(__always)
func varintSize(_ number: UInt64) -> Int {
    let bits = 64 - (number | 1).leadingZeroBitCount
    // Eight bytes hold seven bits each, the ninth holds eight.
    return bits > 56 ? 9 : (bits + 6) / 7
}

/// Writes a number as a varint and gives how many bytes that took.
@inline(__always)
func putVarint(_ number: UInt64, at place: UnsafeMutableRawPointer) -> Int {
    guard number > 0x7F else {
        place.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
        return 1
    }
    let size = varintSize(number)
    var rest = number
    if size == 9 {
        place.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: 8, as: UInt8.self)
        rest >>= 8
    }
    for index in stride(from: min(size, 8) - 1, through: 0, by: -1) {
        let isLast = index == size - 1
        place.storeBytes(of: UInt8(truncatingIfNeeded: rest & 0x7F) | (isLast ? 0 : 0x80), toByteOffset: index, as: UInt8.self)
        rest >>= 7
    }
    return size
}
