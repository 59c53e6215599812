import Foundation
import Glibc

/// A connection on which a test writes whatever bytes it likes, and reads one answer after the other. It blocks: it belongs on a thread of its own.
final class RawSocket {
    struct NoAnswer: Error {}

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// `address` as in `http://127.0.0.1:5052`.
    init(_ address: String) throws {
        let port = UInt16(address.split(separator: ":").last ?? "") ?? 0
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw NoAnswer() }
    }

    deinit { close(descriptor) }

    /// The status and the body of the answer to these bytes; the connection is of no use after an error.
    func ask(_ bytes: [UInt8]) throws -> (status: Int, body: String) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }  // an answer may be there all the same
            sent += count
        }
        let head = try read(through: Array("\r\n\r\n".utf8))
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: ":").last
        let count = length.flatMap { Int($0.filter { $0 != " " }) } ?? 0
        while buffer.count < count { try fill() }
        defer { buffer.removeFirst(count) }
        return (status ?? 0, String(decoding: buffer[..<count], as: UTF8.self))
    }

    private func read(through mark: [UInt8]) throws -> [UInt8] {
        while true {
            if let end = buffer.firstRange(of: mark) {
                defer { buffer.removeSubrange(..<end.upperBound) }
                return Array(buffer[..<end.lowerBound])
            }
            try fill()
        }
    }

    private func fill() throws {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { throw NoAnswer() }
        buffer += piece[..<count]
    }

    /// Does something that blocks, on a thread of its own.
    static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}
