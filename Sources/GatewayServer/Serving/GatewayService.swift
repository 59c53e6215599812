import AsyncHTTPClient
import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogFormats
import LogRecords
import LogShards
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A gateway from its configuration to its last record.
///
/// The order of the end: it is not ready any more; after a while nothing new is accepted; streams end, or are ended; the records are
/// written; then the process may go.
struct GatewayService {
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
        let leftOut = gateway.refusals.settle()
        if leftOut > 0 { await gateway.noteLeftOut(leftOut) }
        for client in [keyClient] + providers.map(\.client) { try? await client.shutdown() }  // nothing is under way any more
        try result.get()
    }

    private func run(_ gateway: Gateway, _ rings: [KeyRing], _ group: any EventLoopGroup) async throws {
        var logger = Logger(label: "gateway") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        var services: [any Service] = [KeyRefreshing(rings: rings, seconds: options.configuration.settings.auth.jwksRefreshSeconds)]
        if let place = options.metricsListen { services.append(try metricsServer(gateway, at: place, group, logger)) }
        services.append(HealthNoting(gateway: gateway))
        services.append(try mainServer(gateway, group, logger))
        var configuration = ServiceGroupConfiguration(services: services, logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(options.configuration.settings.server.drainSeconds)
        let running = ServiceGroup(configuration: configuration)
        let signals = DrainSignals()
        try await withThrowingTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                try await running.run()
                return true
            }
            tasks.addTask {
                await signals.first()
                await drain(gateway)
                await running.triggerGracefulShutdown()
                await signals.second()
                return false
            }
            // The servers have ended, or a second signal wants them to.
            _ = try await tasks.next()
            tasks.cancelAll()
        }
    }

    private func drain(_ gateway: Gateway) async {
        gateway.drain()
        say("not ready any more; \(gateway.watch.count) requests are being served")
        await gateway.log.note(.lifecycle, "draining") { $0.count = Int64(gateway.watch.count) }
        try? await Task.sleep(for: .seconds(options.configuration.settings.server.drainDelaySeconds))  // cut short is fine
    }

    private func mainServer(_ gateway: Gateway, _ group: any EventLoopGroup, _ logger: Logger) throws -> any Service {
        let responder = GatewayResponder(gateway: gateway)
        let settings = options.configuration.settings.server
        var listener = HTTPListener(options.listen)
        (listener.certificate, listener.key) = (settings.certificate, settings.key)
        (listener.connection.headSeconds, listener.connection.bodySeconds) = (settings.headSeconds, settings.bodySeconds)
        listener.connection.watch = gateway.watch
        listener.connection.refusing = { fault, head, channel in responder.refusing(fault, head, channel) }
        let (say, region, scheme) = (say, options.region, listener.scheme)
        return try listener.server(on: group, logger: logger) { request, writer, channel in
            try await responder.respond(to: request, writer, on: channel)
        } running: { place in
            say("\(region) listens on \(scheme)://\(place)")
        }
    }

    private func metricsServer(
        _ gateway: Gateway, at place: HostAndPort, _ group: any EventLoopGroup, _ logger: Logger
    ) throws -> any Service {
        let say = say
        return try HTTPListener(place).server(on: group, logger: logger) { request, writer, _ in
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

/// Writes down every minute whether the process is ready and how many requests it serves.
private struct HealthNoting: Service {
    let gateway: Gateway

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(60))
                let isReady = gateway.missing.isEmpty
                let leftOut = gateway.refusals.settle()
                if leftOut > 0 { await gateway.noteLeftOut(leftOut) }
                await gateway.log.note(.health, isReady ? "ready" : "not_ready") { $0.count = Int64(gateway.watch.count) }
            }
        }
    }
}

/// Fetches the issuers' keys again and again.
private struct KeyRefreshing: Service {
    let rings: [KeyRing]
    let seconds: Double

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Keys that are not there yet are asked for more often.
                let isComplete = rings.allSatisfy { $0.known != nil }
                try await Task.sleep(for: .seconds(isComplete ? seconds : min(seconds, 5)))
                for ring in rings { await ring.refresh() }
            }
        }
    }
}
