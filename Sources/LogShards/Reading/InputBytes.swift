import Glibc
import OwnedFiles

/// The file's own bytes, read with `read(2)` into one buffer that can be looked at before it is consumed.
final class InputBytes {
    let name: String
    let isPart: Bool
    /// Bytes handed out so far.
    private(set) var position: Int64 = 0
    private(set) var isAtEnd = false
    private let descriptor: Int32
    private let closes: Bool
    private let storage: UnsafeMutableRawBufferPointer
    private let bytesPerRead: Int
    /// Asked while nothing comes from standard input; the end of what comes is then here.
    private let isStopped: @Sendable () -> Bool
    private var start = 0
    private var end = 0
    private var lastBytes: [UInt8] = []

    /// Enough for every look ahead: a frame's header, a tar archive's mark.
    private static let smallestBuffer = ShardMagic.bytesNeeded

    init(_ input: ShardInput, bufferBytes: Int, isStopped: @escaping @Sendable () -> Bool = { false }) throws(ShardError) {
        name = input.name
        self.isStopped = isStopped
        bytesPerRead = bufferBytes
        isPart = input.isPart
        switch input {
        case .file(let path):
            // Without waiting: the opening of a pipe would wait for whoever writes into it, and a store may say that a shard was one.
            descriptor = PathText.withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) }
            closes = true
            storage = .allocate(byteCount: max(bufferBytes, InputBytes.smallestBuffer), alignment: 64)
            guard descriptor >= 0 else { throw .cannotOpen(path: path, code: errno) }
            guard isPlainFile(descriptor) else { throw .notAFile(path: path) }
            // Only advice: a pipe refuses it, and loses nothing.
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        case .stream(let open):
            descriptor = open
            closes = false
            storage = .allocate(byteCount: max(bufferBytes, InputBytes.smallestBuffer), alignment: 64)
        }
    }

    deinit {
        if closes, descriptor >= 0 { close(descriptor) }
        storage.deallocate()
    }

    /// What lies in the buffer, unconsumed.
    var available: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[start..<end])
    }

    /// Unconsumed bytes, at least `count` of them unless the file ends before. `count` must fit the smallest buffer.
    func peek(atLeast count: Int) throws(ShardError) -> UnsafeRawBufferPointer {
        precondition(count <= InputBytes.smallestBuffer)
        if end - start < count, start > 0 {
            storage.copyMemory(from: available)
            end -= start
            start = 0
        }
        while end - start < count, !isAtEnd {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...].prefix(bytesPerRead)))
            remember(UnsafeRawBufferPointer(rebasing: storage[end..<end + got]))
            end += got
        }
        return available
    }

    /// Marks the first `count` bytes of `available` as used.
    func consume(_ count: Int) {
        precondition(count >= 0 && count <= end - start)
        start += count
        position += Int64(count)
    }

    /// Moves bytes to where they are wanted, past the buffer when it is empty. 0 at the end.
    func move(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        let buffered = min(end - start, target.count)
        if buffered > 0 {
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<start + buffered]))
            consume(buffered)
            return buffered
        }
        guard !isAtEnd else { return 0 }
        let got = try read(into: target)
        position += Int64(got)
        return got
    }

    /// The last four bytes of the file as a little-endian number, once `isAtEnd`; `nil` of a shorter file.
    var lastWord: UInt32? {
        guard lastBytes.count == 4 else { return nil }
        return lastBytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func remember(_ bytes: UnsafeRawBufferPointer) {
        lastBytes = Array((lastBytes + bytes.suffix(4)).suffix(4))
    }

    /// Waits until there is something to read from what may be silent for hours; `false` when the wait was ended.
    private func waitForInput() -> Bool {
        guard !closes else { return true }
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&wait, 1, 100) == 0 {
            if isStopped() { return false }
        }
        return true
    }

    private func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        guard waitForInput() else {
            isAtEnd = true
            return 0
        }
        while true {
            let got = Glibc.read(descriptor, target.baseAddress, target.count)
            if got > 0 { return got }
            if got == 0 {
                isAtEnd = true
                return 0
            }
            let code = errno
            if code == EINTR { continue }
            throw .cannotRead(path: name, position: position + Int64(end - start), code: code)
        }
    }
}
