import CLinux
import Glibc
import OwnedFiles

/// A file descriptor that is closed when nobody holds it any more.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String

    /// One that is to be written is no link. What is neither a file nor, where one is asked for, a folder is not waited
    /// for, and refused.
    init(_ path: String, _ flags: Int32, _ access: FileAccess = .owner) throws(StoreError) {
        self.path = path
        if flags & O_CREAT != 0 {
            do throws(ErrorNumber) { descriptor = try access.openFile(path, flags) } catch {
                throw StoreError.file(path: path, action: "make the file", code: error.code)
            }
            return
        }
        let careful = flags & O_ACCMODE == O_RDONLY ? flags | O_NONBLOCK : flags | O_NOFOLLOW
        descriptor = open(path, careful | O_CLOEXEC, access.fileMode)
        guard descriptor >= 0 else { throw StoreError.file(path: path, action: "open the file", code: errno) }
        guard flags & O_DIRECTORY != 0 || isPlainFile(descriptor) else {
            throw StoreError.foreign(path: path, what: "it is no plain file")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Writes all of the bytes at a place, however often it takes.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw StoreError.file(path: path, action: "write", code: errno)
            }
            done += count
        }
    }

    func write<Element: BitwiseCopyable>(array: [Element], at offset: Int) throws(StoreError) {
        var failure: StoreError?
        array.withUnsafeBytes { bytes in
            do throws(StoreError) { try write(bytes, at: offset) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Fills all of the bytes from a place, or says that the file is too short.
    func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let count = pread(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw StoreError.file(path: path, action: "read", code: errno)
            }
            guard count > 0 else { throw StoreError.damaged(file: path, what: "it is cut short") }
            done += count
        }
    }

    /// So many bytes from a place, or the word that the file is too short.
    func bytes(_ count: Int, at offset: Int) throws(StoreError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { buffer.deallocate() }
        try read(into: buffer, at: offset)
        return [UInt8](buffer)
    }

    /// Lets the kernel begin to write these bytes to the disk, so that `sync` has little left to wait for. Promises
    /// nothing.
    func beginWriteBack(_ count: Int, at offset: Int) {
        _ = sync_file_range(descriptor, Int64(offset), Int64(count), clinux_sync_file_range_write)
    }

    /// Returns once the content is on the disk.
    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw StoreError.file(path: path, action: "write to the disk", code: errno) }
    }

    /// By how many names it is known.
    var links: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_nlink) : 0
    }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }
}
