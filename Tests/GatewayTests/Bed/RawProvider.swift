import NIOCore
import NIOPosix
import Synchronization

/// A server that answers whatever it is asked with bytes that a test wrote, which need not be HTTP.
final class RawProvider: Sendable {
    private let channel: any Channel
    private let answer: Answer

    let address: String

    init() async throws {
        let answer = Answer()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Handler(answer)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.answer = answer
        address = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    deinit { channel.close(promise: nil) }

    /// What is answered from now on, as it goes over the wire; the connection is closed behind it.
    func say(_ text: String) { answer.text.withLock { $0 = text } }

    /// The same with a length.
    func say(_ head: String, body: String) {
        say(head.replacing("\n", with: "\r\n") + "\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body)
    }

    private final class Answer: Sendable {
        let text = Mutex("")
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answer: Answer

        init(_ answer: Answer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = context.channel.allocator.buffer(string: answer.text.withLock { $0 })
            context.writeAndFlush(NIOAny(buffer), promise: nil)
            context.close(promise: nil)
        }
    }
}
