import GRDBSQLite
import Glibc

/// A segment's `.sqlite` file as SQLite reads it: each page is held against its seal before SQLite sees it, some 1 µs a
/// page.
final class SealedFile {
    /// What SQLite reads there when it opens a file only tells it how to read the page again, as a whole.
    /// https://www.sqlite.org/fileformat2.html#the_database_header
    private static let headerSize = 100

    private let file: OpenFile
    private let scratch: UnsafeMutableRawBufferPointer
    /// `nil`: what is read is taken as it is.
    var seals: PageSeals?

    init(_ path: String) throws(StoreError) {
        file = try OpenFile(path, O_RDONLY | O_NOFOLLOW)
        scratch = .allocate(byteCount: SegmentPages.pageSize, alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    var size: Int { file.size }

    /// Fills the bytes from a place, with zeros behind the end of the file, and gives SQLite's result code.
    func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        guard let count = fill(bytes, from: offset) else { return SQLITE_IOERR_READ }
        if let seals, offset + bytes.count > SealedFile.headerSize {
            let last = (offset + bytes.count - 1) / SegmentPages.pageSize
            for page in offset / SegmentPages.pageSize...last {
                let start = page * SegmentPages.pageSize - offset
                let isInside = start >= 0 && start + SegmentPages.pageSize <= bytes.count
                if !isInside, fill(scratch, from: page * SegmentPages.pageSize) == nil { return SQLITE_IOERR_READ }
                let whole =
                    isInside ? UnsafeRawBufferPointer(rebasing: bytes[start..<start + SegmentPages.pageSize]) : .init(scratch)
                // The code of SQLite's own extension that checks pages. https://www.sqlite.org/rescode.html#ioerr_data
                guard seals.hold(page, whole) else { return SQLITE_IOERR_DATA }
            }
        }
        return count == bytes.count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ
    }

    /// How many bytes there were; `nil` if they cannot be read.
    private func fill(_ bytes: UnsafeMutableRawBufferPointer, from offset: Int) -> Int? {
        var done = 0
        while done < bytes.count {
            let count = pread(file.descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { break }
            done += count
        }
        UnsafeMutableRawBufferPointer(rebasing: bytes[done...]).initializeMemory(as: UInt8.self, repeating: 0)
        return done
    }
}

// Codes that are sums of others are no constants in Swift. https://www.sqlite.org/rescode.html
private let SQLITE_IOERR_READ = SQLITE_IOERR | 1 << 8
private let SQLITE_IOERR_SHORT_READ = SQLITE_IOERR | 2 << 8
private let SQLITE_IOERR_DATA = SQLITE_IOERR | 32 << 8
