import Foundation
import Synchronization

/// A file with a line for each thing that happened, added at its end: the truth that answers of `trace` are compared with, or a log.
final class Journal: Sendable {
    private let handle: Mutex<FileHandle>

    init(_ path: String) throws {
        let file = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: file) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        self.handle = Mutex(handle)
    }

    func write(_ line: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(line) else { return }  // texts and numbers can always be encoded
        append(Array(data))
    }

    /// A line without its end.
    func append(_ line: [UInt8]) {
        handle.withLock { try? $0.write(contentsOf: line + [10]) }  // whoever compares sees what is missing
    }

    static func now() -> String { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
