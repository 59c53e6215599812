import Glibc
import LogRecords

/// Tells which segments cannot have an identifier, from one file for all of them: some 1 µs a segment, where opening
/// its `.ids` file takes 20.
///
/// It only spares time. A segment of which there is no filter, or a page that is not as it was written, may have
/// anything.
final class IdentifierFilters {
    /// Of more identifiers most segments let one through, so each of them is opened, and asked for those alone.
    static let mostAsked = 16
    /// A filter of this size is read at once for many identifiers, and a larger one by the page.
    private static let mostReadAtOnce = 1 << 18

    private let file: OpenFile
    private let index: FilterIndex
    private let page = UnsafeMutableRawBufferPointer.allocate(byteCount: IdentifierFilter.pageSize, alignment: 64)

    /// As the last writer left them; `nil` where there are none that can be read.
    init?(of folder: StoreFolder) {
        // Whatever is wrong with the file, the segments answer.
        guard let file = try? OpenFile(folder.filters, O_RDONLY | O_NOFOLLOW), let index = try? FilterIndex(of: file) else {
            return nil
        }
        (self.file, self.index) = (file, index)
    }

    deinit {
        page.deallocate()
    }

    /// Whether a segment may have rows that carry one of these.
    func mayHave(anyOf identifiers: some Sequence<CanonicalIdentifier>, in segment: String) -> Bool {
        guard let entry = index.entries[segment] else { return true }
        let hash = IdentifierHash(seed: entry.filter.seed)
        return identifiers.contains { mayHave(hash.hash($0), entry) }
    }

    /// Those of many identifiers that a segment may have rows of.
    func identifiers(among asked: Set<CanonicalIdentifier>, in segment: String) -> Set<CanonicalIdentifier> {
        guard let entry = index.entries[segment] else { return asked }
        let hash = IdentifierHash(seed: entry.filter.seed)
        let isSmall = entry.filter.size <= IdentifierFilters.mostReadAtOnce
        guard isSmall, let pages = try? file.bytes(entry.filter.size, at: entry.offset) else {
            return asked.filter { mayHave(hash.hash($0), entry) }
        }
        return pages.withUnsafeBytes { pages in
            func bytes(ofPage number: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: pages[(IdentifierFilter.pageSize * number)...].prefix(IdentifierFilter.pageSize))
            }
            let areSealed = (0..<entry.filter.pages).map { entry.filter.isSealed($0, bytes(ofPage: $0)) }
            return asked.filter { identifier in
                let hash = hash.hash(identifier)
                let number = entry.filter.page(of: hash)
                return !areSealed[number] || entry.filter.mayHave(hash, bytes(ofPage: number))
            }
        }
    }

    private func mayHave(_ hash: UInt64, _ entry: FilterIndex.Entry) -> Bool {
        let number = entry.filter.page(of: hash)
        // A file that became shorter meanwhile tells of nothing.
        let isRead = (try? file.read(into: page, at: entry.offset + IdentifierFilter.pageSize * number)) != nil
        let bytes = UnsafeRawBufferPointer(page)
        return !isRead || !entry.filter.isSealed(number, bytes) || entry.filter.mayHave(hash, bytes)
    }
}
