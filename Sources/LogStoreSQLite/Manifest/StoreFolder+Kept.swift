import Glibc

extension StoreFolder {
    /// The plain files that a store keeps, as paths below it: those in its own folder but the lock and what SQLite
    /// shares in memory, and those of days. An empty write-ahead log says nothing.
    var keptFiles: [String] {
        let top = (names(in: path) ?? []).filter { !$0.hasPrefix(".") && !$0.hasSuffix("-shm") }
        return top.flatMap { name -> [String] in
            guard StoreFolder.isDayFolder(name) else { return [name] }
            return (names(in: path + "/" + name) ?? []).map { name + "/" + $0 }
        }
        .filter { name in
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            return status.st_size > 0 || !name.hasSuffix("-wal")
        }
    }
}
