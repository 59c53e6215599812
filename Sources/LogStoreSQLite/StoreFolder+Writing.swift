import Glibc
import LogRecords
import OwnedFiles

/// What only the holder of the lock does.
///
/// The store may be somebody else's: every name is one that a writer gives, no link is followed, and what is deleted
/// lies in the folder that was opened.
extension StoreFolder {
    /// Refuses a store in which a link, or anything else, has a name that a writer works with.
    func refuseForeign() throws(StoreError) {
        guard let store = try? OpenFolder(path) else { return }  // what is not there, or closed to us, is said by others
        for name in store.names {
            guard let wanted = StoreFolder.wantedKind(of: name), let status = store.status(of: name) else { continue }
            let kind = status.st_mode & S_IFMT
            if StoreFolder.isWrittenInPlace(name), kind == S_IFREG, status.st_nlink > 1 {
                throw StoreError.foreign(path: path + "/" + name, what: StoreFolder.secondName)
            }
            guard kind != wanted else { continue }
            let what = kind == S_IFLNK ? "a link has the name of" : "something else has the name of"
            throw StoreError.foreign(path: path + "/" + name, what: what + (wanted == S_IFDIR ? " a folder" : " a file"))
        }
    }

    /// Files that SQLite opens beside the catalog: not even a reader waits for a pipe, or reads what a link leads to.
    func refuseForeignLog() throws(StoreError) {
        for ending in ["-wal", "-shm", "-journal"] {
            var status = stat()
            guard lstat(catalog + ending, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw StoreError.foreign(path: catalog + ending, what: "it is no plain file")
            }
            guard status.st_nlink == 1 else { throw StoreError.foreign(path: catalog + ending, what: StoreFolder.secondName) }
        }
    }

    /// Under a second name a file may be anything of anybody's, and these are written over, by readers too.
    private static func isWrittenInPlace(_ name: String) -> Bool {
        name == ".lock" || name == filters || name.hasPrefix("catalog.sqlite-")
    }

    /// Why a file is left alone that may be another's too.
    static let secondName = "it has a second name elsewhere"

    private static func wantedKind(of name: String) -> mode_t? {
        switch name {
        case "catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", "catalog.sqlite-journal", ".lock", filters: S_IFREG
        case workshop, requests: S_IFDIR
        default: isDayFolder(name) ? S_IFDIR : nil
        }
    }

    /// Makes the folder, and those above it that are missing; one that is there and empty becomes a store's.
    func make(_ access: FileAccess) throws(StoreError) {
        guard exists(path) else { return try makeWithParents(access) }
        let folder = try OpenFolder(path)
        do throws(ErrorNumber) { try access.set(on: ".", in: folder.descriptor) } catch {
            // Whose folder it is need not be who loads into it.
            guard error.code == EPERM else {
                throw StoreError.file(path: path, action: "set who may read the folder", code: error.code)
            }
        }
    }

    private func makeWithParents(_ access: FileAccess) throws(StoreError) {
        guard !exists(path) else { return }
        var above = path.hasPrefix("/") ? "/" : "."
        if let slash = path.dropFirst().lastIndex(of: "/") {
            above = String(path[..<slash])
            try StoreFolder(path: above).makeWithParents(access)
        }
        do throws(ErrorNumber) { try access.makeFolder(path) } catch {
            throw StoreError.file(path: path, action: "make the folder", code: error.code)
        }
        // A new store must outlast a power cut with what is published into it. Who may write to a folder need not be allowed to read it,
        // and some file systems cannot sync one: then it lasts once the system gets round to it.
        try? syncFolder(above)
    }

    /// Makes the file of a catalog that is not there, so that SQLite does not choose who may read it.
    func makeCatalog(_ access: FileAccess) throws(StoreError) {
        guard !isThere else { return }
        _ = try OpenFile(catalog, O_RDWR | O_CREAT | O_EXCL, access)
    }

    /// Gives the files that SQLite made beside the catalog the rights that the catalog has.
    func setLogAccess(_ access: FileAccess) throws(StoreError) {
        let store = try OpenFolder(path)
        for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] where store.status(of: name) != nil {
            try store.set(access, on: name)
        }
    }

    /// Gives sealed segments their names, durably. No reader looks at them before the catalog lists them.
    func place(_ segments: [SealedSegment]) throws(StoreError) {
        guard !segments.isEmpty else { return }
        let (store, access) = (try OpenFolder(path), access)
        var days: [String: OpenFolder] = [:]
        var isNew = false
        for segment in segments {
            let name = StoreFolder.name(of: segment.day)
            if days[name] == nil {
                let made = try store.makeFolder(name, access)
                days[name] = made.folder
                isNew = isNew || made.isNew
            }
            guard let day = days[name] else { continue }
            for file in [segment.name + ".ids", segment.name + ".sqlite"] {
                try store.set(access, on: StoreFolder.hiddenPrefix + file)
                try store.move(StoreFolder.hiddenPrefix + file, to: day, as: file)
            }
        }
        for day in days.values { try day.sync() }
        if isNew { try store.sync() }
    }

    /// Puts a file that was built under a hidden name in the place of one that a day's folder has, durably.
    func replace(_ name: String, with hidden: String, of day: Day?) throws(StoreError) {
        let (store, folder) = (try OpenFolder(path), StoreFolder.name(of: day))
        guard let day = store.folder(folder), name.hasPrefix(folder + "/"), hidden.hasPrefix(path + "/") else {
            throw StoreError.foreign(path: path + "/" + name, what: "it lies in no day's folder")
        }
        let own = String(hidden.dropFirst(path.utf8.count + 1))
        try store.set(access, on: own)
        try store.move(own, to: day, as: String(name.dropFirst(folder.utf8.count + 1)))
        try day.sync()
    }

    /// Deletes sealed segments that nobody will ever see.
    func discard(_ segments: [SealedSegment]) {
        for segment in segments {
            for suffix in [".ids", ".sqlite"] { unlink(hidden(segment.name + suffix)) }
        }
    }

    /// Deletes the files of segments that the catalog no longer lists. One that cannot be deleted is left to the next
    /// writer.
    func delete(_ segments: [CatalogSegment]) {
        delete(segments.flatMap { [$0.name + ".sqlite", $0.name + ".ids"] })
    }

    private func delete(_ files: [String]) {
        guard let store = try? OpenFolder(path) else { return }  // left to the next writer
        for (day, files) in Dictionary(grouping: files, by: { String($0.prefix { $0 != "/" }) }) {
            guard let folder = store.folder(day) else { continue }
            for file in files { folder.delete(String(file.dropFirst(day.count + 1))) }
        }
    }

    /// Deletes folders of days that are empty.
    func deleteEmptyFolders(of days: some Sequence<String>) {
        guard let store = try? OpenFolder(path) else { return }  // left to the next writer
        for day in days where StoreFolder.isDayFolder(day) { store.deleteFolder(day) }
    }

    /// Deletes files that were being built, of one run or of all: only the holder of the lock has such, and no catalog
    /// lists them.
    func removeHidden(ofRun run: String = "") {
        guard let store = try? OpenFolder(path) else { return }  // left to the next writer
        for name in store.names where name.hasPrefix(StoreFolder.hiddenPrefix + run) { store.delete(name) }
        if run.isEmpty { removeWorkshop() }
    }

    /// Deletes the files in day folders that the catalog does not list: what a run that did not end left behind.
    func removeLeftovers(listed: Set<String>) {
        delete(unlisted(listed))
        // Of a day that was pruned its folder may have stayed; one that is not empty stays anyway.
        deleteEmptyFolders(of: names(in: path) ?? [])
    }

    /// Deletes the folder in which a catalog was made, with what a catalog consists of.
    func removeWorkshop() {
        guard let store = try? OpenFolder(path), let workshop = store.folder(StoreFolder.workshop) else { return }
        for name in workshop.names where name.hasPrefix("catalog.sqlite") { workshop.delete(name) }
        store.deleteFolder(StoreFolder.workshop)
    }
}
