import Glibc
import LogRecords

/// Holds the filters of a store's segments against the `.ids` files that they were made from.
struct FilterCheck {
    private let folder: StoreFolder
    private let segments: [CatalogSegment]

    init(of folder: StoreFolder, _ segments: [CatalogSegment]) {
        (self.folder, self.segments) = (folder, segments)
    }

    /// A store without filters, as earlier versions made them, is as it should be.
    var findings: [StoreFinding] {
        guard exists(folder.filters) else { return [] }
        do throws(StoreError) {
            let file = try OpenFile(folder.filters, O_RDONLY | O_NOFOLLOW)
            guard let index = try index(of: file) else { return [finding("its header or its index is not as it was written")] }
            var different: [String] = []
            for segment in segments {
                guard let entry = index.entries[segment.name], try !isAsMade(entry, in: file) else { continue }
                different.append(segment.name)
            }
            guard let first = different.first else { return [] }
            let all = index.entries.count
            return [finding("\(different.count) of \(all) filters are not as they were made, that of \(first) for one")]
        } catch {
            return [finding(error.explanation.what)]
        }
    }

    private func finding(_ what: String) -> StoreFinding {
        StoreFinding(.filtersDamaged, at: StoreFolder.filters, what + "; delete the file: the next load makes it anew")
    }

    /// A writer may have named another index between two reads, but not twice.
    private func index(of file: OpenFile) throws(StoreError) -> FilterIndex? {
        if let index = try FilterIndex(of: file) { return index }
        return try FilterIndex(of: file)
    }

    private func isAsMade(_ entry: FilterIndex.Entry, in file: OpenFile) throws(StoreError) -> Bool {
        // What is wrong with the segment is said of the segment.
        guard let identifiers = try? IdentifierFileReader(folder.path + "/" + entry.name + ".ids"), identifiers.damage == nil else {
            return true
        }
        let filter = IdentifierFilter(seed: identifiers.header.seed, words: identifiers.idWords.count)
        guard entry.filter == filter else { return false }
        var (offset, isSame) = (entry.offset, true)
        let isMade = try filter.makePages(of: identifiers.idWords) { (page) throws(StoreError) in
            guard isSame else { return }
            isSame = try file.bytes(page.count, at: offset).elementsEqual(page)
            offset += page.count
        }
        // Words out of order are the segment's fault too.
        return isSame || !isMade
    }
}
