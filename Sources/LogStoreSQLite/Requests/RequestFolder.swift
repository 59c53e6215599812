import Glibc
import LogRecords
import OwnedFiles

/// Where a store's requests lie: a folder of its own, all of which can be made again.
struct RequestFolder: Sendable {
    let path: String
    private let store: StoreFolder

    init(of store: StoreFolder) {
        self.store = store
        path = store.path + "/" + StoreFolder.requests
    }

    var catalog: String { path + "/catalog.sqlite" }
    var lock: String { path + "/.lock" }
    var access: FileAccess { store.access }

    func file(_ name: String) -> String { path + "/" + name + ".sqlite" }

    func hidden(_ name: String) -> String { path + "/" + StoreFolder.hiddenPrefix + name + ".sqlite" }

    /// The name of a file that a run makes.
    static func name(of day: Day?, run: String, number: Int) -> String { "\(StoreFolder.name(of: day))-\(run)-\(number)" }

    /// Whether a name is one that a writer gives: nothing else of a catalog becomes a path, and nothing else is
    /// deleted.
    static func isName(_ name: some StringProtocol) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 2, StoreFolder.isDayFolder(parts.dropLast(2).joined(separator: "-")) else { return false }
        return StoreFolder.isSegmentStem(parts.suffix(2).joined(separator: "-").utf8)
    }

    /// Makes the folder, or refuses what has its name or the name of what is written in place in it.
    func make() throws(StoreError) {
        let (folder, isNew) = try OpenFolder(store.path).makeFolder(StoreFolder.requests, access)
        if isNew { try syncFolder(store.path) }
        for name in ["catalog.sqlite", "catalog.sqlite-journal", ".lock"] {
            guard let status = folder.status(of: name) else { continue }
            guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
                throw StoreError.foreign(path: path + "/" + name, what: "it is no plain file of its own")
            }
        }
    }

    /// Gives a file that was built and synced its name, durably.
    func place(_ name: String) throws(StoreError) {
        let folder = try OpenFolder(path)
        let hidden = StoreFolder.hiddenPrefix + name + ".sqlite"
        try folder.set(access, on: hidden)
        try folder.move(hidden, to: folder, as: name + ".sqlite")
        try folder.sync()
    }

    /// Deletes the catalog and all files. The holder of the lock does.
    func empty() {
        guard let folder = try? OpenFolder(path) else { return }
        for name in folder.names where name.hasPrefix("catalog.sqlite") { folder.delete(name) }
        removeLeftovers(listed: [])
    }

    /// Deletes what no run owns any more. The holder of the lock does.
    func removeLeftovers(listed: Set<String>) {
        guard let folder = try? OpenFolder(path) else { return }
        for name in folder.names where name.hasSuffix(".sqlite") {
            let stem = name.dropLast(".sqlite".utf8.count)
            let isHidden = name.hasPrefix(StoreFolder.hiddenPrefix)
            if isHidden || (RequestFolder.isName(stem) && !listed.contains(String(stem))) { folder.delete(name) }
        }
    }
}
