import Foundation
import HTTPServing
import HummingbirdCore
import NIOCore
import NIOPosix

/// A server of this program, from its start to a signal.
struct LocalServer {
    typealias Respond = @Sendable (Request, consuming ResponseWriter, any Channel) async throws -> Void

    /// The line in which it says where begins with this: `providers listen`.
    var words: String
    var place: HostAndPort
    var certificate: String?
    var key: String?
    var respond: Respond

    func run() async throws {
        var listener = HTTPListener(place)
        (listener.certificate, listener.key) = (certificate, key)
        listener.connection.closesWithItsPeer = true
        let server = try listener.server(on: MultiThreadedEventLoopGroup.singleton, respond: respond) {
            [words] place in
            FileHandle.standardOutput.write(Data("testbed: \(words) on \(place)\n".utf8))
        }
        try await DrainingGroup([server], drainSeconds: 2).run()
    }
}
