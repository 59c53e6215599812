import Glibc
package import LogRecords

/// Finds the files below some paths, folders in the order of their names' bytes, each file once.
///
/// Symbolic links are followed, but no folder is entered twice, so that a loop ends. Hidden files are passed over
/// unless they are named.
package struct ShardWalk {
    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private var files: [ShardFile] = []
    private var skipped: [SkippedFile] = []
    private var seen: Set<Identity> = []

    private init() {}

    /// What is to be read and what is not. `-` is a file's name here: standard input is its caller's business.
    package static func find(_ paths: [String]) -> (files: [ShardFile], skipped: [SkippedFile]) {
        var walk = ShardWalk()
        for path in paths { walk.visitNamed(PathText.text(ofTyped: path)) }
        return (walk.files, walk.skipped)
    }

    /// Whether a path is that of a folder.
    package static func isFolder(_ path: String) -> Bool { status(of: PathText.text(ofTyped: path))?.isFolder ?? false }

    /// What a file looks like now, `nil` if it is not there: to be compared with how it looked when it was read.
    package static func hint(ofFileAt path: String) -> FileHint? {
        status(of: path).map { FileHint(path: path, status: $0) }
    }

    private mutating func visitNamed(_ path: String) {
        guard let status = ShardWalk.status(of: path) else {
            skip(path, ShardError.cannotOpen(path: path, code: errno).explanation.what, isFailure: true)
            return
        }
        if status.isFolder {
            visitFolder(path, status, below: path)
        } else {
            let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            visitFile(path, status, below: folder, isNamed: true)
        }
    }

    private mutating func visitFolder(_ path: String, _ status: stat, below folder: String) {
        guard seen.insert(Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))).inserted else { return }
        guard let names = ShardWalk.names(in: path) else {
            skip(path, ShardError.cannotOpen(path: path, code: errno).explanation.what, isFailure: true)
            return
        }
        for name in names {
            if name.hasPrefix(".") { continue }
            let child = path.hasSuffix("/") ? path + name : path + "/" + name
            guard let status = ShardWalk.status(of: child) else {
                skip(child, ShardError.cannotOpen(path: child, code: errno).explanation.what)
                continue
            }
            if status.isFolder {
                visitFolder(child, status, below: folder)
            } else {
                visitFile(child, status, below: folder, isNamed: false)
            }
        }
    }

    private mutating func visitFile(_ path: String, _ status: stat, below folder: String, isNamed: Bool) {
        guard status.isFile else {
            skip(path, "neither a file nor a folder", isFailure: isNamed)
            return
        }
        guard seen.insert(Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))).inserted else { return }
        let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
        if let reason = NotLogs.reason(for: path, name: name, fileBytes: Int64(status.st_size)) {
            skip(path, reason)
            return
        }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let relative = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        files.append(
            ShardFile(
                path: path, folder: folder, relativePath: relative, fileBytes: Int64(status.st_size),
                hint: FileHint(path: path, status: status)))
    }

    private mutating func skip(_ path: String, _ reason: String, isFailure: Bool = false) {
        skipped.append(SkippedFile(path: path, reason: reason, isFailure: isFailure))
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return PathText.withPath(path) { stat($0, &status) } == 0 ? status : nil
    }

    /// Sorted by their bytes, so that the order does not hang on the locale.
    private static func names(in folder: String) -> [String]? {
        guard let handle = PathText.withPath(folder, { opendir($0) }) else { return nil }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    PathText.text(of: UnsafeRawBufferPointer(start: $0, count: strlen($0)))
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension stat {
    fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    fileprivate var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}

extension timespec {
    fileprivate var instant: Instant {
        Instant(nanoseconds: Int64(tv_sec) &* Instant.second &+ Int64(tv_nsec))
    }
}

extension FileHint {
    fileprivate init(path: String, status: stat) {
        self.init(
            path: path, device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
            modified: status.st_mtim.instant, changed: status.st_ctim.instant)
    }
}
