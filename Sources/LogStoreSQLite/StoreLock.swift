import Glibc
import OwnedFiles

/// The lock that makes its holder the only writer of a store; given back when nobody holds this object, or the process
/// ends.
final class StoreLock {
    private let file: OpenFile

    /// Waits for the lock; `onWaiting` is told the process that holds it, where it can be read.
    init(_ path: String, _ access: FileAccess, onWaiting: (_ holder: Int32?) -> Void) throws(StoreError) {
        file = try OpenFile(path, O_RDWR | O_CREAT, access)
        if flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else { throw StoreError.file(path: path, action: "lock the store", code: errno) }
            onWaiting(StoreLock.holder(of: file))
            while flock(file.descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else { throw StoreError.file(path: path, action: "lock the store", code: errno) }
            }
        }
        // Under a second name it may be anything of anybody's.
        guard file.links == 1 else { return }
        ftruncate(file.descriptor, 0)
        try file.write(array: Array("\(getpid())\n".utf8), at: 0)
    }

    /// Whether no writer is at work. Asks without making the file, and holds nothing that a writer would wait for.
    static func isFree(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return errno == ENOENT || errno == ELOOP }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0
    }

    private static func holder(of file: OpenFile) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file.descriptor, &bytes, bytes.count, 0)
        return Int32(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self))
    }
}
