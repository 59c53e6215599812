import Glibc
import LogRecords

/// The file `filters` while the holder of the lock brings it up to date.
///
/// It is added to at its end. Where more than half of it is of no use any more, or where it cannot be read, a new one
/// takes its place. A writer that is killed leaves the header naming the index that it named before.
struct FilterFile {
    /// Bytes of no use that are never worth a new file.
    static let leastWaste = 1 << 20
    /// What pages are gathered in before they are written.
    private static let bufferSize = 256 * IdentifierFilter.pageSize

    private let folder: StoreFolder
    private let file: OpenFile
    private var end: Int
    /// How long it was when it was opened.
    private let begun: Int
    /// Its name while it is being built; `nil`: it has its place.
    private let hidden: String?
    private(set) var entries: [FilterIndex.Entry] = []
    /// Whether readers would be told of anything new.
    private(set) var isChanged: Bool

    /// Keeps the filters of the segments that are listed still. `run` is the writer's.
    init(of folder: StoreFolder, keeping listed: Set<String>, run: String) throws(StoreError) {
        self.folder = folder
        // What cannot be read is made anew.
        let old = try? OpenFile(folder.filters, O_RDWR)
        let index = old.flatMap { try? FilterIndex(of: $0) }
        let kept = index.map { $0.entries.values.filter { listed.contains($0.name) } } ?? []
        let used = kept.reduce(0) { $0 + $1.filter.size }
        if let old, index != nil, old.size - used <= max(used, FilterFile.leastWaste) {
            (file, end, begun, entries, hidden, isChanged) = (old, old.size, old.size, kept, nil, false)
            return
        }
        let name = StoreFolder.hiddenPrefix + run + "-filters"
        file = try OpenFile(folder.path + "/" + name, O_RDWR | O_CREAT | O_EXCL)
        (end, begun, hidden, isChanged) = (IdentifierFilter.pageSize, 0, name, true)
        guard let old else { return }
        for entry in kept.sorted(by: { $0.offset < $1.offset }) {
            let start = nextPlace
            for offset in stride(from: 0, to: entry.filter.size, by: FilterFile.bufferSize) {
                let count = min(FilterFile.bufferSize, entry.filter.size - offset)
                try file.write(array: try old.bytes(count, at: entry.offset + offset), at: start + offset)
            }
            add(entry.name, entry.filter, at: start)
        }
    }

    /// Makes the filter of a segment from its `.ids` file, all of which is checked before.
    mutating func add(_ name: String, _ identifiers: IdentifierFileReader) throws(StoreError) {
        let filter = try identifiers.filter
        let start = nextPlace
        var (buffer, written) = ([UInt8](), start)
        buffer.reserveCapacity(FilterFile.bufferSize)
        let file = file
        let isMade = try filter.makePages(of: identifiers.idWords) { (page) throws(StoreError) in
            buffer += page
            guard buffer.count == FilterFile.bufferSize else { return }
            try file.write(array: buffer, at: written)
            written += buffer.count
            buffer.removeAll(keepingCapacity: true)
        }
        guard isMade else { throw StoreError.damaged(file: identifiers.path, what: "its words are out of order") }
        try file.write(array: buffer, at: written)
        add(name, filter, at: start)
    }

    /// The next place for a filter, at the beginning of a page.
    private var nextPlace: Int {
        (end + IdentifierFilter.pageSize - 1) / IdentifierFilter.pageSize * IdentifierFilter.pageSize
    }

    private mutating func add(_ name: String, _ filter: IdentifierFilter, at offset: Int) {
        entries.append(FilterIndex.Entry(name: name, filter: filter, offset: offset))
        (end, isChanged) = (offset + filter.size, true)
    }

    /// Makes all of it what readers see, durably.
    func publish() throws(StoreError) {
        let index = FilterIndex(entries)
        try index.write(to: file, at: end)
        try index.writeHeader(to: file, naming: end)
        guard let hidden else { return }
        let store = try OpenFolder(folder.path)
        try store.set(folder.access, on: hidden)
        try store.move(hidden, to: store, as: StoreFolder.filters)
        try store.sync()
    }
}

extension FilterFile {
    /// Takes back what was added and is not published: it may be what filled the disk.
    func abandon() {
        if let hidden { unlink(folder.path + "/" + hidden) } else { ftruncate(file.descriptor, off_t(begun)) }
    }
}

extension IdentifierFileReader {
    /// What a filter of the segment is like; throws where the file is not as it was written.
    fileprivate var filter: IdentifierFilter {
        get throws(StoreError) {
            if let damage { throw StoreError.damaged(file: path, what: damage) }
            return IdentifierFilter(seed: header.seed, words: idWords.count)
        }
    }
}
