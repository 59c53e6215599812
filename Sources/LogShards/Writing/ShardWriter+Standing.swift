import Glibc

/// Whether an unfinished shard is still where its writer put it, and what can be saved where it is not.
extension ShardWriter {
    /// Where a shard's bytes are when its last name did not come about.
    package enum Standing: Sendable {
        case inPlace
        /// It has its bytes, under another name that nobody told.
        case moved
        /// It has no name any more: its bytes end with this process.
        case removed
    }

    /// Where the file is now; two calls of the system.
    package var standing: Standing {
        var (own, named) = (stat(), stat())
        guard fstat(descriptor, &own) == 0, own.st_nlink > 0 else { return .removed }
        guard lstat(path + ".part", &named) == 0, named.st_dev == own.st_dev, named.st_ino == own.st_ino else { return .moved }
        return .inPlace
    }

    /// Takes back what was written since so many bytes; whatever its name leads to by now.
    package func cut(to bytes: Int64) {
        ftruncate(descriptor, off_t(bytes))
    }

    /// Writes what was flushed to a shard with a name, from a file that has none any more. Throws where that cannot be
    /// done now.
    package func rescue(to path: String) throws(ShardError) {
        try ShardCompletion.complete("/proc/self/fd/\(descriptor)", as: path, coding: coding, access: access)
    }
}
