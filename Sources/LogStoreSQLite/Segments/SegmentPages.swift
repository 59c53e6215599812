import Glibc

/// The pages of a segment behind those that SQLite laid out: they get their numbers in the order in which they come.
///
/// https://www.sqlite.org/fileformat2.html is a promise: files written by it stay readable, so pages may be written by
/// hand.
final class SegmentPages: SegmentWriter {
    static let pageSize = 16384
    private static let bufferedPages = 64
    /// SQLite locks bytes there and keeps nothing in it. https://www.sqlite.org/fileformat2.html#the_lock_byte_page
    static let lockPage = (1 << 30) / pageSize + 1
    /// Where the header counts the pages. https://www.sqlite.org/fileformat2.html#in_header_database_size
    private static let countOffset = 28

    private let file: OpenFile
    private let buffer: UnsafeMutableRawPointer
    /// The pages in the buffer are the last of `count`.
    private var buffered = 0
    /// Pages of the file, with those that are still in the buffer.
    private(set) var count: Int
    /// Of the pages behind those that SQLite laid out.
    private(set) var ownSeals: [UInt64] = []
    private let layout: SegmentLayout
    /// Children of a page above the leaves; fewer make a higher tree of the same rows.
    let childrenPerPage: Int

    convenience init(_ layout: SegmentLayout) throws(StoreError) {
        try self.init(layout, childrenPerPage: TablePages.mostChildren)
    }

    /// Goes on behind a file that SQLite closed, of which it knows `count` pages.
    init(_ layout: SegmentLayout, after count: Int? = nil, childrenPerPage: Int = TablePages.mostChildren) throws(StoreError) {
        file = try OpenFile(layout.path, O_RDWR)
        try SegmentHeader.check(file, pages: layout.pages)
        self.layout = layout
        self.count = count ?? layout.pages
        self.childrenPerPage = childrenPerPage
        buffer = .allocate(byteCount: SegmentPages.bufferedPages * SegmentPages.pageSize, alignment: 64)
    }

    deinit {
        buffer.deallocate()
    }

    /// Fills one of the tables.
    func table(_ name: String) throws(StoreError) -> TablePages {
        guard let root = layout.roots[name] else { throw StoreError.damaged(file: layout.path, what: "it has no table \(name)") }
        let start = max(0, Int(root) - 1) * SegmentPages.pageSize
        guard root > 1, try file.bytes(TablePages.emptyLeaf.count, at: start) == TablePages.emptyLeaf else {
            throw SegmentHeader.fault(in: file, "the page of the table \(name) is no empty leaf")
        }
        return TablePages(root: root, in: self)
    }

    /// Takes a page in and gives its number.
    func append(_ page: UnsafeRawPointer) throws(StoreError) -> UInt32 {
        if count + 1 == SegmentPages.lockPage {
            try flush()
            count += 1
            ownSeals.append([UInt8](repeating: 0, count: SegmentPages.pageSize).withUnsafeBytes(PageSeals.seal))
        }
        // Here, where the page is in the processor's cache.
        ownSeals.append(PageSeals.seal(of: UnsafeRawBufferPointer(start: page, count: SegmentPages.pageSize)))
        (buffer + buffered * SegmentPages.pageSize).copyMemory(from: page, byteCount: SegmentPages.pageSize)
        buffered += 1
        count += 1
        let number = UInt32(count)
        if buffered == SegmentPages.bufferedPages { try flush() }
        return number
    }

    /// Writes a page over one that SQLite made: a table's root stays where the schema says that it is.
    func replace(_ number: UInt32, with page: UnsafeRawPointer) throws(StoreError) {
        try file.write(
            UnsafeRawBufferPointer(start: page, count: SegmentPages.pageSize), at: (Int(number) - 1) * SegmentPages.pageSize)
    }

    /// Writes what remains, and tells the file's header of all pages.
    func finish() throws(StoreError) {
        try flush()
        try file.write(array: [UInt32(count).bigEndian], at: SegmentPages.countOffset)
    }

    /// The seals of all pages, once SQLite has written behind them what it adds: its own few, of which it changed some,
    /// are read for that.
    func allSeals() throws(StoreError) -> [UInt64] {
        let pages = file.size / SegmentPages.pageSize
        guard pages >= count else { throw StoreError.damaged(file: file.path, what: "it is cut short") }
        let laidOut = count - ownSeals.count
        return try seals(of: 0..<laidOut) + ownSeals + seals(of: count..<pages)
    }

    private func seals(of pages: Range<Int>) throws(StoreError) -> [UInt64] {
        let page = UnsafeMutableRawBufferPointer(start: buffer, count: SegmentPages.pageSize)
        return try pages.map { (number) throws(StoreError) in
            try file.read(into: page, at: number * SegmentPages.pageSize)
            return PageSeals.seal(of: UnsafeRawBufferPointer(page))
        }
    }

    private func flush() throws(StoreError) {
        let bytes = UnsafeRawBufferPointer(start: buffer, count: buffered * SegmentPages.pageSize)
        let place = (count - buffered) * SegmentPages.pageSize
        try file.write(bytes, at: place)
        file.beginWriteBack(bytes.count, at: place)
        buffered = 0
    }
}
