import Glibc

/// What tells that a file was written or replaced: who it is, how large, and when it was changed.
///
/// It lies here because an optimised build of a target with Foundation in it does not see what `stat` consists of.
package struct FileStamp: Equatable, Sendable {
    private var device, inode: UInt
    private var size: Int
    private var modified, changed: [Int]

    /// `nil` for what is not there, is no plain file, or is larger than that.
    package init?(_ path: String, largest: Int) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else { return nil }
        (device, inode, size) = (UInt(status.st_dev), UInt(status.st_ino), Int(status.st_size))
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}

/// Whether there is nothing under a name; one that may not be looked at is not missing.
package func isMissing(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
}
