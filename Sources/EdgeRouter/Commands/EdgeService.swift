import AsyncHTTPClient
import Foundation
import HTTPCalling
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogRecords
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// An edge from its configuration to its last line.
struct EdgeService {
    let settings: EdgeConfiguration
    let logFolder: String
    let say: @Sendable (String) -> Void

    func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        var http = HTTPClient.Configuration(redirectConfiguration: .disallow)
        http.timeout = .init(connect: .milliseconds(Int64(settings.server.connectSeconds * 1000)))
        http.connectionPool.retryConnectionEstablishment = false
        http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4096
        http.guardAnswers()
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: http)
        let log = EdgeLog(settings.logs, folder: logFolder, say: say)
        let edge = Edge(settings, client: client, log: log)
        let result: Result<Void, any Error>
        do { result = .success(try await serve(edge, group)) } catch { result = .failure(error) }
        await log.close()
        let lost = await log.lost
        say("ended: \(edge.counts.requests) requests" + (lost > 0 ? ", \(lost) lines lost" : ""))
        try? await client.shutdown()  // nothing is under way any more
        try result.get()
    }

    private func serve(_ edge: Edge, _ group: any EventLoopGroup) async throws {
        // What was written is readable a second later.
        let flushing = Repeating(every: 1) { await edge.log.flush() }
        var services: [any Service] = [Prober(edge: edge), flushing]
        if let admin = settings.server.admin.flatMap({ HostAndPort($0) }) { services.append(try adminServer(edge, admin, group)) }
        for colo in edge.colos.values.sorted(by: { $0.name < $1.name }) { services.append(try coloServer(edge, colo, group)) }
        try await DrainingGroup(services, drainSeconds: settings.server.drainSeconds).run()
    }

    private func coloServer(_ edge: Edge, _ colo: Edge.Colo, _ group: any EventLoopGroup) throws -> any Service {
        var listener = HTTPListener(colo.listen)
        (listener.certificate, listener.key) = (settings.server.certificate, settings.server.key)
        listener.listeners = edge.colos.count
        listener.connection.watch = edge.watch
        let responder = EdgeResponder(edge: edge, colo: colo, scheme: listener.scheme)
        listener.connection.refusing = { fault, head, channel in responder.refusing(fault, head, channel) }
        return try listener.server(on: group) { request, writer, channel in
            try await responder.respond(to: request, writer, on: channel)
        } running: { [say, scheme = listener.scheme] place in
            say("\(colo.name) listens on \(scheme)://\(place)")
        }
    }

    private func adminServer(_ edge: Edge, _ place: HostAndPort, _ group: any EventLoopGroup) throws -> any Service {
        let responder = AdminResponder(edge: edge)
        return try HTTPListener(place).server(on: group) { request, writer, _ in
            try await responder.respond(to: request, writer)
        } running: { [say] place in
            say("admin on http://\(place)")
        }
    }
}
