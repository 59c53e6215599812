package import NIOCore
import NIOPosix
import Synchronization

/// Notices that a client left, while nothing is read from it or written to it.
///
/// A writing task would learn it only at its second write; a handler in the channel's pipeline learns it when the
/// connection ends. A client that has closed its own side alone has not left: it may wait for its answer.
package final class ClientWatch: Sendable {
    private let present = Mutex<[ObjectIdentifier: ClientPresence]>([:])

    package init() {}

    /// One for each connection, in its pipeline.
    package func handler() -> any RemovableChannelHandler & Sendable { Handler(self) }

    /// From here to `forget` the presence is told when the channel's peer leaves.
    package func watch(_ channel: any Channel, _ presence: ClientPresence) {
        present.withLock { $0[ObjectIdentifier(channel)] = presence }
        if !channel.isActive { presence.leave() }
    }

    /// Ends the watch over a connection whose request was answered.
    package func forget(_ channel: any Channel) {
        present.withLock { $0[ObjectIdentifier(channel)] = nil }
    }

    /// Requests that are being served.
    package var count: Int { present.withLock(\.count) }

    private func left(_ channel: any Channel) {
        present.withLock { $0[ObjectIdentifier(channel)] }?.leave()
    }

    private final class Handler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
        typealias InboundIn = Any

        private let watch: ClientWatch

        init(_ watch: ClientWatch) { self.watch = watch }

        func channelInactive(context: ChannelHandlerContext) {
            watch.left(context.channel)
            context.fireChannelInactive()
        }
    }
}
