import Glibc
import LogRecords

/// Tells which segments cannot have an identifier, from one file for all of them: some 1 µs a segment, where opening
/// its `.ids` file takes 20.
///
/// It only spares time. A segment of which there is no filter, or a page that is not as it was written, may have
/// anything.
final class IdentifierFilters {
    /// Identifiers that are asked for together. Of many, most segments let one through.
    static let mostAsked = 16

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

    private func mayHave(_ hash: UInt64, _ entry: FilterIndex.Entry) -> Bool {
        let place = entry.offset + IdentifierFilter.pageSize * entry.filter.page(of: hash)
        // A file that became shorter meanwhile tells of nothing.
        guard (try? file.read(into: page, at: place)) != nil else { return true }
        return entry.filter.mayHave(hash, UnsafeRawBufferPointer(page)) ?? true
    }
}
