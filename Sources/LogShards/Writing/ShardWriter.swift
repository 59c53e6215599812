import Glibc
package import LogRecords
package import OwnedFiles

/// Writes a shard that a reader may open at any time: as `PATH.part` until it is finished, then as `PATH`.
///
/// After `flush` everything written so far can be read back from the unfinished file. A writer that is dropped leaves
/// its `.part` behind.
package final class ShardWriter {
    let path: String
    let descriptor: Int32
    let coding: ShardEntry.Coding
    let access: FileAccess
    private let encoder: any ShardEncoder
    private var isOpen = true
    /// Bytes written to the file so far, compressed.
    package private(set) var fileBytes: Int64 = 0

    /// `level` is the library's own scale; the usual is 6 for gzip and 3 for zstd. The same bytes in the same calls
    /// give the same file.
    package init(
        path: String, coding: ShardEntry.Coding = .gzip, level: Int32? = nil, access: FileAccess = .owner
    ) throws(ShardError) {
        (self.path, self.coding, self.access) = (path, coding, access)
        do throws(ErrorNumber) { descriptor = try access.openFile(path + ".part", O_WRONLY | O_TRUNC) } catch {
            throw .cannotWrite(path: path + ".part", code: error.code)
        }
        switch coding {
        case .plain: encoder = PlainEncoder()
        case .gzip: encoder = GzipEncoder(level: level ?? 6)
        case .zstd: encoder = ZstdEncoder(level: level ?? 3)
        }
    }

    deinit {
        if isOpen { close(descriptor) }
    }

    /// Adds bytes; they may wait in memory until the next `flush`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ShardError) {
        try encode(bytes, .more)
    }

    /// Adds bytes; they may wait in memory until the next `flush`.
    package func write(_ bytes: [UInt8]) throws(ShardError) {
        // `withUnsafeBytes` forgets the type of what its body throws.
        let result = bytes.withUnsafeBytes { bytes in Result { () throws(ShardError) in try encode(bytes, .more) } }
        try result.get()
    }

    /// Adds bytes; they may wait in memory until the next `flush`.
    package func write(_ text: String) throws(ShardError) {
        try write(Array(text.utf8))
    }

    /// A sync point: what was written can be decompressed to its last byte from the file as it now is.
    package func flush() throws(ShardError) {
        try encode(UnsafeRawBufferPointer(start: nil, count: 0), .flush)
    }

    /// Ends the stream, makes the file durable and gives it its name. Nothing can be written afterwards.
    package func finish() throws(ShardError) {
        try encode(UnsafeRawBufferPointer(start: nil, count: 0), .finish)
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path + ".part", code: errno) }
        isOpen = false
        guard close(descriptor) == 0 else { throw .cannotWrite(path: path + ".part", code: errno) }
        guard rename(path + ".part", path) == 0 else { throw .cannotWrite(path: path, code: errno) }
        try makeNameDurable()
    }

    /// Ends without a shard: the `.part` is removed.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
        unlink(path + ".part")
    }

    private func encode(_ bytes: UnsafeRawBufferPointer, _ step: EncoderStep) throws(ShardError) {
        precondition(isOpen, "the shard is finished")
        try encoder.encode(bytes, step) { (output) throws(ShardError) in try put(output) }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(ShardError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .cannotWrite(path: path + ".part", code: errno)
            }
            fileBytes += Int64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// A rename is in the folder, and the folder is a file too.
    private func makeNameDurable() throws(ShardError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .cannotWrite(path: folder, code: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .cannotWrite(path: folder, code: errno) }
    }
}
