import Foundation
import NIOCore
import NIOPosix

/// Bytes to a server as somebody writes them who needs no client library, and the bytes that come back.
enum RawConnection {
    struct Reply: Sendable {
        var text: String
        /// Whether the server ended the connection.
        var isClosed: Bool

        /// Of the final answers, in their order.
        var statuses: [Int] {
            text.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }.filter { $0 >= 200 }
        }

        func header(_ name: String) -> String? {
            text.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }.map {
                String($0.dropFirst(name.count + 2))
            }
        }
    }

    private static let longest = TimeAmount.seconds(30)

    /// Sends, and reads until the server closes or enough has come. `closesSide`: nothing will be sent behind the
    /// bytes.
    static func exchange(
        _ bytes: [UInt8], with address: String, closesSide: Bool = false, until isEnough: (Reply) -> Bool = { _ in false }
    ) async throws -> Reply {
        guard let url = URL(string: address), let host = url.host(), let port = url.port else { throw URLError(.badURL) }
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        let giveUp = connection.channel.eventLoop.scheduleTask(in: longest) { connection.channel.close(promise: nil) }
        defer { giveUp.cancel() }
        return try await connection.executeThenClose { inbound, outbound in
            try? await outbound.write(ByteBuffer(bytes: bytes))  // a refusal may come before all of it is sent
            if closesSide { outbound.finish() }
            var reply = Reply(text: "", isClosed: false)
            do {
                for try await piece in inbound {
                    reply.text += String(buffer: piece)
                    if isEnough(reply) { return reply }
                }
            } catch is IOError {}  // a reset is an end too
            reply.isClosed = true
            return reply
        }
    }
}
