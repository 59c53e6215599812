import AsyncHTTPClient
import Foundation
import HTTPCalling
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogFormats
import LogRecords
import LogShards
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A gateway from its configuration to its last record.
///
/// The order of the end: it is not ready any more; after a while nothing new is accepted; streams end, or are ended;
/// the records are written; then the process may go.
struct GatewayService {
    /// What the command was told.
    struct Options: Sendable {
        var configuration: ConfigurationFile
        var region: String
        var listen: HostAndPort
        var metricsListen: HostAndPort?
        var logFolder: String
        var environment: [String: String]
    }

    let options: Options
    private let say: @Sendable (String) -> Void

    init(_ options: Options, say: @escaping @Sendable (String) -> Void) {
        self.options = options
        self.say = say
    }

    func run() async throws {
        let folder = "\(options.logFolder)/\(options.region)"
        let access = options.configuration.settings.logging.access
        try access.makeShardFolder(folder)
        var writer = GatewayWriter(instance: .random(), region: options.region)
        writer.revision = options.environment["K_REVISION"]
        writer.config = options.configuration.hash
        let lock = try InstanceLock(writer.instance, in: folder, access)
        let recovered = ShardRecovery(folder: folder, access: access).run(say: say)
        if recovered > 0 { say("completed \(recovered) shards of processes that are gone") }
        let sink = ShardSink(
            folder: folder, instance: writer.instance, lock: lock, settings: options.configuration.settings.logging, say: say)
        let log = RecordLog(writer, sink: sink)
        log.start()
        await log.note(.lifecycle, "started \(options.environment["ZONE"] ?? "zone unknown")")
        do { try await serve(writer, log) } catch {
            await end(log)
            throw error
        }
        await end(log)
        _ = lock
    }

    private func end(_ log: RecordLog) async {
        await log.note(.lifecycle, "stopped")
        await log.close()
        let counts = log.state
        say("ended: \(counts.records) records written" + (counts.lost > 0 ? ", \(counts.lost) lost" : ""))
    }

    private func serve(_ writer: GatewayWriter, _ log: RecordLog) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let settings = options.configuration.settings
        var fetching = HTTPClient.Configuration(timeout: .init(connect: .seconds(5)))
        fetching.connectionPool.retryConnectionEstablishment = false
        fetching.guardAnswers()
        let keyClient = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: fetching)
        let rings = settings.auth.issuers.map { KeyRing($0, settings: settings.auth, client: keyClient, say: say) }
        let signing = try await SigningKey(settings.auth, environment: options.environment)
        let providers = try settings.providers.sorted { $0.key < $1.key }.map { id, provider in
            try Provider(id, provider, settings.timeouts, group: group, environment: options.environment)
        }
        let gateway = try Gateway(
            region: options.region, writer: writer, settings: settings,
            gatekeeper: Gatekeeper(settings.auth, rings: rings, signing: signing, environment: options.environment),
            signing: signing,
            providers: providers, log: log)
        gateway.round.start(on: group.next())
        for ring in rings { await ring.refresh() }
        await log.note(.config, "loaded")
        for missing in gateway.missing { say("not ready: \(missing)") }
        let result: Result<Void, any Error>
        do { result = .success(try await run(gateway, rings, group)) } catch { result = .failure(error) }
        await gateway.noteLeftOut(gateway.refusals.settle())
        for client in [keyClient] + providers.map(\.client) { try? await client.shutdown() }  // nothing is under way any more
        try result.get()
    }

    private func run(_ gateway: Gateway, _ rings: [KeyRing], _ group: any EventLoopGroup) async throws {
        let settings = options.configuration.settings
        // Keys that are not there yet are asked for more often.
        let (known, unknown) = (settings.auth.jwksRefreshSeconds, min(settings.auth.jwksRefreshSeconds, 5))
        let refreshing = Repeating(every: rings.allSatisfy { $0.known != nil } ? known : unknown) {
            for ring in rings { await ring.refresh() }
        }
        var services: [any Service] = [refreshing]
        if let place = options.metricsListen { services.append(try metricsServer(gateway, at: place, group)) }
        services.append(Repeating(every: 60) { await gateway.noteHealth() })
        services.append(try mainServer(gateway, group))
        try await DrainingGroup(services, drainSeconds: settings.server.drainSeconds).run { await drain(gateway) }
    }

    private func drain(_ gateway: Gateway) async {
        gateway.drain()
        say("not ready any more; \(gateway.watch.count) requests are being served")
        await gateway.log.note(.lifecycle, "draining") { $0.count = Int64(gateway.watch.count) }
        try? await Task.sleep(for: .seconds(options.configuration.settings.server.drainDelaySeconds))  // cut short is fine
    }

    private func mainServer(_ gateway: Gateway, _ group: any EventLoopGroup) throws -> any Service {
        let responder = GatewayResponder(gateway: gateway)
        let settings = options.configuration.settings.server
        var listener = HTTPListener(options.listen)
        (listener.certificate, listener.key) = (settings.certificate, settings.key)
        (listener.connection.headSeconds, listener.connection.bodySeconds) = (settings.headSeconds, settings.bodySeconds)
        listener.connection.watch = gateway.watch
        listener.connection.refusing = { fault, head, channel in responder.refusing(fault, head, channel) }
        let (say, region, scheme) = (say, options.region, listener.scheme)
        return try listener.server(on: group) { request, writer, channel in
            try await responder.respond(to: request, writer, on: channel)
        } running: { place in
            say("\(region) listens on \(scheme)://\(place)")
        }
    }

    private func metricsServer(_ gateway: Gateway, at place: HostAndPort, _ group: any EventLoopGroup) throws -> any Service {
        let say = say
        return try HTTPListener(place).server(on: group) { request, writer, _ in
            let isPage = request.head.path == "/metrics"
            let text = gateway.metrics.text(
                region: gateway.region, instance: gateway.writer.instance.uuid, inFlight: gateway.watch.count,
                isReady: gateway.missing.isEmpty, log: gateway.log.state,
                refusalsLeftOut: gateway.refusals.leftOutEver, bodyBytes: gateway.bodies.held)
            let body = ByteBuffer(string: isPage ? text : "there is /metrics\n")
            var fields = HTTPFields()
            fields[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            fields[.contentLength] = "\(body.readableBytes)"
            let head = HTTPResponse(status: isPage ? .ok : .notFound, headerFields: fields)
            try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
        } running: { place in
            say("metrics on http://\(place)/metrics")
        }
    }
}
