import Glibc
import LogRecords
package import OwnedFiles

/// Who may read what lies in a store, and how an older one is given the modes of today.
package struct StoreModes {
    private let folder: StoreFolder

    package init(of path: String) {
        folder = StoreFolder(path: path)
    }

    /// Whom a store is for: its group, if it was made for one, else its owner alone. An older one, whose files all may
    /// read, is for its owner.
    private var meant: FileAccess {
        let access = folder.access
        return access.fileMode & 0o004 == 0 ? access : .owner
    }

    /// The files and folders that more may read than the store is for, as paths below it; `.` is the store's own
    /// folder.
    func wider() -> [String] {
        let meant = meant
        var found: [String] = []
        visit { folder, name, status in
            if meant.isNarrower(than: status) { found.append(below(folder, name)) }
        }
        return found
    }

    /// Sets the modes of all that is in the store, and gives how many were others. Waits for a writer as a second one
    /// does.
    ///
    /// `access`: for whom; `nil` is for whom the store is meant already.
    package func fix(_ access: FileAccess? = nil, onWaiting: (_ holder: Int32?) -> Void = { _ in }) throws(StoreError) -> Int {
        if let obstacle = folder.obstacle { throw obstacle }
        guard folder.isThere else { throw StoreError.noStore(folder: folder.path) }
        try folder.refuseForeign()
        let lock = try StoreLock(folder.lock, folder.access, onWaiting: onWaiting)
        defer { withExtendedLifetime(lock) {} }
        let access = access ?? meant
        var (changed, failure): (Int, StoreError?) = (0, nil)
        visit { folder, name, before in
            guard failure == nil else { return }
            // It may be anything of anybody's.
            if before.st_mode & S_IFMT == S_IFREG, before.st_nlink > 1 {
                failure = StoreError.foreign(path: folder.path + "/" + name, what: StoreFolder.secondName)
                return
            }
            do throws(StoreError) { try folder.set(access, on: name) } catch { failure = error }
            if let after = folder.status(of: name), after.st_mode != before.st_mode || after.st_gid != before.st_gid {
                changed += 1
            }
        }
        if let failure { throw failure }
        return changed
    }

    /// Each file and folder that a writer made, a folder before what is in it.
    private func visit(_ take: (OpenFolder, String, stat) -> Void) {
        guard let store = try? OpenFolder(folder.path) else { return }  // then nobody reads anything of it
        if let status = store.status(of: ".") { take(store, ".", status) }
        for name in store.names {
            guard let status = store.status(of: name) else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG where isWriters(name): take(store, name, status)
            case S_IFDIR where [StoreFolder.workshop, StoreFolder.requests].contains(name) || StoreFolder.isDayFolder(name):
                take(store, name, status)
                guard let inner = store.folder(name) else { continue }
                for file in inner.names {
                    if let status = inner.status(of: file), status.st_mode & S_IFMT == S_IFREG { take(inner, file, status) }
                }
            default: continue
            }
        }
    }

    /// Whether a writer gives a file in the store's own folder this name.
    private func isWriters(_ name: String) -> Bool {
        [".lock", StoreFolder.filters].contains(name)
            || ["catalog.sqlite", StoreFolder.hiddenPrefix].contains { name.hasPrefix($0) }
    }

    private func below(_ inner: OpenFolder, _ name: String) -> String {
        inner.path == folder.path ? name : String(inner.path.dropFirst(folder.path.count + 1)) + "/" + name
    }
}
