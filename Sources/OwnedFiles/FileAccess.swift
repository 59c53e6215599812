package import Glibc

/// Who may read what is written: its owner alone, or a group too. Whatever the umask.
package struct FileAccess: Sendable, Equatable {
    package var fileMode: mode_t
    package var folderMode: mode_t
    /// `nil`: as the system gives it.
    package var group: gid_t?

    /// Nobody else.
    package static let owner = FileAccess(fileMode: 0o600, folderMode: 0o700, group: nil)

    /// Its members may read, and enter folders; what is made in those belongs to the group.
    package static func group(_ group: gid_t) -> FileAccess {
        FileAccess(fileMode: 0o640, folderMode: 0o2750, group: group)
    }

    /// As a file that is there already has it: nobody may write but the owner, and who may read the file may enter the
    /// folder.
    package static func same(as file: stat) -> FileAccess {
        switch file.st_mode & 0o044 {
        case 0: .owner
        case 0o040: .group(file.st_gid)
        default: FileAccess(fileMode: 0o644, folderMode: 0o755, group: nil)
        }
    }

    /// Whether a file or a folder may be read, or written, by more than this.
    package func isNarrower(than status: stat) -> Bool {
        let mode = status.st_mode & S_IFMT == S_IFDIR ? folderMode : fileMode
        let isOfOthers = group.map { $0 != status.st_gid } ?? false
        return status.st_mode & 0o077 & ~mode != 0 || (isOfOthers && status.st_mode & 0o070 != 0)
    }
}

/// The number that a system call left behind.
package struct ErrorNumber: Error, Equatable {
    package var code: Int32

    package init(_ code: Int32) { self.code = code }
}

extension FileAccess {
    /// Opens a file to be written, and makes it where it is not there; a link, a file with a second name, and what is
    /// no plain file, is refused.
    package func openFile(_ path: String, _ flags: Int32, in folder: Int32 = AT_FDCWD) throws(ErrorNumber) -> Int32 {
        let careful = flags | O_NOFOLLOW | O_CLOEXEC
        var descriptor = openat(folder, path, careful | O_CREAT | O_EXCL, 0o600)
        if descriptor < 0, errno == EEXIST, flags & O_EXCL == 0 {
            // Without waiting: a pipe would be waited for until somebody reads it. It is cut when it is known whose it is.
            descriptor = openat(folder, path, careful & ~(O_CREAT | O_TRUNC) | O_NONBLOCK)
        }
        guard descriptor >= 0 else { throw ErrorNumber(errno) }
        do throws(ErrorNumber) {
            guard isPlainFile(descriptor) else { throw ErrorNumber(EINVAL) }
            guard hasOneName(descriptor) else { throw ErrorNumber(EMLINK) }
            if flags & O_TRUNC != 0, ftruncate(descriptor, 0) != 0 { throw ErrorNumber(errno) }
            try set(fileMode, descriptor)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Makes a folder, and says whether it is new; one that is there stays as it is.
    @discardableResult
    package func makeFolder(_ path: String, in folder: Int32 = AT_FDCWD) throws(ErrorNumber) -> Bool {
        guard mkdirat(folder, path, 0o700) == 0 else {
            guard errno == EEXIST else { throw ErrorNumber(errno) }
            return false
        }
        try set(on: path, in: folder)
        return true
    }

    /// Makes a folder, and those above it that are missing.
    package func makeFolders(_ path: String) throws(ErrorNumber) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw ErrorNumber(ENOTDIR) }
            return
        }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolders(String(path[..<slash])) }
        try makeFolder(path)
    }

    /// Gives a file or a folder its group and its mode by its name: closing a descriptor of a database would end
    /// SQLite's locks on it.
    package func set(on name: String, in folder: Int32) throws(ErrorNumber) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw ErrorNumber(errno) }
        let mode = status.st_mode & S_IFMT == S_IFDIR ? folderMode : fileMode
        if let group, status.st_gid != group, fchownat(folder, name, uid_t.max, group, AT_SYMLINK_NOFOLLOW) != 0 {
            throw ErrorNumber(errno)
        }
        guard status.st_mode & 0o7777 != mode else { return }
        if fchmodat(folder, name, mode, AT_SYMLINK_NOFOLLOW) == 0 { return }
        guard errno == EPERM, mode & S_ISGID != 0, fchmodat(folder, name, mode & ~S_ISGID, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw ErrorNumber(errno)
        }
    }

    private func set(_ mode: mode_t, _ descriptor: Int32) throws(ErrorNumber) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ErrorNumber(errno) }
        // The group first: changing it takes bits of the mode away.
        if let group, status.st_gid != group, fchown(descriptor, uid_t.max, group) != 0 { throw ErrorNumber(errno) }
        if status.st_mode & 0o7777 == mode || fchmod(descriptor, mode) == 0 { return }
        guard errno == EPERM, mode & S_ISGID != 0, fchmod(descriptor, mode & ~S_ISGID) == 0 else { throw ErrorNumber(errno) }
    }
}

/// Whether what was opened is a file: no pipe, no device, no folder.
package func isPlainFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Whether nothing but the name by which a file was opened leads to it.
package func hasOneName(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink <= 1
}
