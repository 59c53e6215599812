import Foundation
import Glibc
import LogRecords
import Synchronization

/// A file with a line for each thing that happened, added at its end: the truth that answers of `trace` are compared
/// with, or a log.
final class Journal: Sendable {
    private struct State {
        var descriptor: Int32
        var hasFailed = false
    }

    private let path: String
    private let state: Mutex<State>
    private let say: @Sendable (String) -> Void

    /// `say` tells a person.
    init(
        _ path: String,
        say: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data("testbed: \($0)\n".utf8)) }
    ) throws(JournalError) {
        (self.path, self.say) = (path, say)
        // A folder that cannot be made is told by the opening that follows.
        try? FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o644)
        guard descriptor >= 0 else { throw JournalError(path: path, code: errno) }
        state = Mutex(State(descriptor: descriptor))
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    func write(_ line: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(line) else { return }  // texts and numbers can always be encoded
        append(Array(data))
    }

    /// A line without its end. That it cannot be written is said once, until one can.
    func append(_ line: [UInt8]) {
        let failure = state.withLock { state -> JournalError? in
            let code = Journal.put(line + [10], state.descriptor)
            defer { state.hasFailed = code != nil }
            return state.hasFailed ? nil : code.map { JournalError(path: path, code: $0) }
        }
        guard let failure else { return }
        say("\(failure.explanation.what): \(path): what happens from here on may be missing in it")
    }

    private static func put(_ line: [UInt8], _ descriptor: Int32) -> Int32? {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    static func now() -> String { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}

/// A journal that cannot be written.
struct JournalError: Explained, Equatable {
    var path: String
    var code: Int32

    var explanation: Explanation {
        Explanation(
            "the journal cannot be written: \(String(cString: strerror(code)))", at: path,
            hint: code == EISDIR ? "name a file in the folder" : nil)
    }
}
