import Glibc

/// The seals of the pages of a segment's or a requests' `.sqlite` file, as its `.ids` file holds them or a catalog, and
/// what was found to break one.
final class PageSeals {
    private let seals: UnsafeBufferPointer<UInt64>
    /// Holds the memory that the seals lie in.
    private let holder: AnyObject
    /// The first page that was not as it was written, counted from 1 as SQLite does.
    private(set) var brokenPage: Int?

    /// `nil` for a segment that has none.
    init?(_ identifiers: IdentifierFileReader) {
        guard let seals = identifiers.pageSeals else { return nil }
        self.seals = seals
        holder = identifiers
    }

    /// Those that are kept elsewhere than in an `.ids` file.
    init(_ seals: [UInt64]) {
        let kept = KeptSeals(seals)
        (self.seals, holder) = (UnsafeBufferPointer(kept.memory), kept)
    }

    var count: Int { seals.count }

    /// The seal that a page gets when it is written.
    @inline(__always)
    static func seal(of page: UnsafeRawBufferPointer) -> UInt64 {
        IdentifierFile.checksum(page)
    }

    /// The seals that the pages of a file would get now.
    static func seals(ofFile path: String) throws(StoreError) -> [UInt64] {
        let file = try OpenFile(path, O_RDONLY)
        guard file.size % SegmentPages.pageSize == 0 else { throw StoreError.damaged(file: path, what: "it is cut short") }
        var seals: [UInt64] = []
        try eachPage(of: file) { _, page in seals.append(seal(of: page)) }
        return seals
    }

    /// Reads all of the file, and says which pages do not have their seals; `nil` where all have.
    func damage(ofFile path: String) throws(StoreError) -> String? {
        let file = try OpenFile(path, O_RDONLY)
        guard file.size == count * SegmentPages.pageSize else {
            return "it has \(file.size) bytes, and was written with \(count) pages"
        }
        var broken = 0
        try PageSeals.eachPage(of: file) { number, page in
            if !hold(number, page) { broken += 1 }
        }
        return brokenPage.map { "\(broken) of \(count) pages are not as they were written, page \($0) for one" }
    }

    private static func eachPage(of file: OpenFile, _ take: (Int, UnsafeRawBufferPointer) -> Void) throws(StoreError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readPages * SegmentPages.pageSize, alignment: 64)
        defer { buffer.deallocate() }
        let count = file.size / SegmentPages.pageSize
        for first in stride(from: 0, to: count, by: readPages) {
            let pages = min(readPages, count - first)
            try file.read(into: .init(rebasing: buffer[..<(pages * SegmentPages.pageSize)]), at: first * SegmentPages.pageSize)
            for page in 0..<pages {
                let bytes = buffer[(page * SegmentPages.pageSize)..<((page + 1) * SegmentPages.pageSize)]
                take(first + page, UnsafeRawBufferPointer(rebasing: bytes))
            }
        }
    }

    private static let readPages = 64

    /// Whether the page, counted from 0, has its seal.
    func hold(_ page: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
        if seals.indices.contains(page), seals[page] == PageSeals.seal(of: bytes) { return true }
        brokenPage = brokenPage ?? page + 1
        return false
    }
}

/// Seals in memory of their own.
private final class KeptSeals {
    let memory: UnsafeMutableBufferPointer<UInt64>

    init(_ seals: [UInt64]) {
        memory = .allocate(capacity: seals.count)
        _ = memory.initialize(from: seals)
    }

    deinit {
        memory.deallocate()
    }
}
