import CLinux
import Glibc
package import LogRecords

/// What the system calls an error number.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}

/// A file descriptor that is closed when nobody holds it any more.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String

    init(_ path: String, _ flags: Int32) throws(StoreError) {
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StoreError.file(path: path, action: flags & O_CREAT == 0 ? "open the file" : "make the file", code: errno)
        }
        self.path = path
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

    /// Lets the kernel begin to write these bytes to the disk, so that `sync` has little left to wait for. Promises nothing.
    func beginWriteBack(_ count: Int, at offset: Int) {
        _ = sync_file_range(descriptor, Int64(offset), Int64(count), clinux_sync_file_range_write)
    }

    /// Returns once the content is on the disk.
    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw StoreError.file(path: path, action: "write to the disk", code: errno) }
    }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }
}

/// Makes what was renamed or created in a folder survive a crash.
func syncFolder(_ path: String) throws(StoreError) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
}

func move(_ from: String, to: String) throws(StoreError) {
    guard rename(from, to) == 0 else { throw StoreError.file(path: to, action: "put the file in its place", code: errno) }
}

/// Makes a folder and says whether it is new.
func makeFolder(_ path: String) throws(StoreError) -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    guard errno == EEXIST else { throw StoreError.file(path: path, action: "make the folder", code: errno) }
    return false
}

/// How big a file is that is about to be opened by others; refuses what is no plain file, whose opening might wait for ever.
func sizeOfPlainFile(_ path: String) throws(StoreError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw StoreError.file(path: path, action: "open the file", code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError.damaged(file: path, what: "it is no plain file") }
    return Int(status.st_size)
}

/// How big a file is; 0 where it is not there.
func fileSize(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
}

/// The names in a folder, without `.` and `..`; `nil` if there is no such folder.
func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let length = Int(entry.pointee.d_reclen) - (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix(length).prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// The time by the system's clock.
package func currentInstant() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) &* Instant.second &+ Int64(time.tv_nsec))
}
