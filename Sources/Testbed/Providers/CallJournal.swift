import Crypto
import Foundation
import Synchronization

/// What became of each call, a line each: the truth that a gateway's records are compared with.
final class CallJournal: Sendable {
    struct Line: Encodable, Sendable {
        var stand_in: String
        var call: Int
        var path: String
        var model: String?
        var stream: Bool
        var started: String
        var status: Int?
        var fault: String?
        var pieces_sent = 0
        /// `completed`, `cut`, `client_gone`, `error`.
        var outcome = "completed"
        var request_id: String
        var authorization: String?
        var x_request_id: String?
        var traceparent: String?
        var body: String
    }

    private let handle: Mutex<FileHandle>

    init(_ path: String) throws {
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        handle = Mutex(file)
    }

    func write(_ line: Line) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard var data = try? encoder.encode(line) else { return }  // texts and numbers can always be encoded
        data.append(10)
        handle.withLock { try? $0.write(contentsOf: data) }  // a test sees what is missing
    }

    /// Eight digits of a hash: enough to compare by, and no secret.
    static func fingerprint(_ bytes: some DataProtocol) -> String {
        SHA256.hash(data: bytes).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func now() -> String { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
