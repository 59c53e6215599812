import Foundation

/// Whoever read our standard output has gone: no failure, but a reason to stop.
struct ClosedPipe: Error {}

/// Results go here, and nothing else. Buffered; written when the buffer is full, at `flush` and at the program's end.
enum StandardOutput {
    private static let bufferSize = 1 << 16
    nonisolated(unsafe) private static var buffer: [UInt8] = []  // the commands run on the main thread, and only they write

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static func write(_ text: String) throws {
        try write(text.utf8)
    }

    static func write(_ bytes: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= bufferSize { try flush() }
    }

    /// Hands on what was written; throws `ClosedPipe` when nobody takes it any more.
    static func flush() throws {
        defer { buffer.removeAll(keepingCapacity: true) }
        try buffer.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EPIPE {
                    throw ClosedPipe()
                } else if errno != EINTR, errno != EAGAIN {
                    throw OutputError(reason: String(cString: strerror(errno)))
                }
            }
        }
    }
}
