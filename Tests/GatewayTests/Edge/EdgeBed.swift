import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Testing
import Workbench

/// An edge with two colos, two regions behind it, and stand-ins for their providers: all of them processes.
final class EdgeBed: Sendable {
    static let regions = ["europe-west2", "us-east4"]

    private let scratch: Scratch
    var folder: URL { scratch.url }
    let providers: BuiltProgram
    let providersAddress: String
    let gateways: [String: BuiltProgram]
    let edge: BuiltProgram
    /// By colo.
    let addresses: [String: String]
    let admin: String
    var logs: URL { folder.appending(path: "logs") }

    init(drainDelaySeconds: Double = 0, logs: String = "{}") async throws {
        scratch = try Scratch()
        let folder = scratch.url
        providers = try BuiltProgram(
            "testbed", ["providers", "--listen", "127.0.0.1:0", "--journal", folder.appending(path: "calls.ndjson").path],
            in: folder)
        providersAddress = "http://" + (try await providers.word(after: "providers listen on "))
        let gatewayFile = folder.appending(path: "gateway.yaml")
        try EdgeBed.gateway(providersAddress, drainDelaySeconds).write(to: gatewayFile, atomically: true, encoding: .utf8)
        var (started, urls): ([String: BuiltProgram], [String: String]) = ([:], [:])
        for region in EdgeBed.regions { started[region] = try GatewayBed.start(gatewayFile, region, folder) }
        for (region, program) in started { urls[region] = try await program.word(after: "listens on ") }
        gateways = started
        let edgeFile = folder.appending(path: "edge.yaml")
        try EdgeBed.edge(urls, logs).write(to: edgeFile, atomically: true, encoding: .utf8)
        edge = try BuiltProgram("gateway", ["edge", "--config", edgeFile.path, "--log-dir", "logs"], in: folder)
        admin = try await edge.word(after: "admin on ")
        addresses = ["IAD": try await edge.word(after: "IAD listens on "), "LHR": try await edge.word(after: "LHR listens on ")]
        try await until("every way is measured") { _, way in way["mean_ms"] != nil }
    }

    private static func gateway(_ providers: String, _ drainDelaySeconds: Double) -> String {
        """
        regions: [europe-west2, us-east4]
        server: {trusted_peers: [127.0.0.1/32], edge_headers: true, drain_delay_seconds: \(drainDelaySeconds)}
        auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
        providers:
          a: {kind: anthropic, url: "\(providers)/a", key: {env: PROVIDER_KEY}}
          b: {kind: anthropic, url: "\(providers)/b", key: {env: PROVIDER_KEY}}
        models:
          claude: {targets: [{provider: a, model: claude-sonnet-4}, {provider: b, model: claude-haiku-4}]}
        logging: {flush_seconds: 0.2}
        """
    }

    /// The far region is so far that a busy machine makes none of the near ones farther.
    private static func edge(_ urls: [String: String], _ logs: String) -> String {
        """
        colos:
          IAD: {country: US, round_trips: {us-east4: 2, europe-west2: 600}}
          LHR: {country: GB, round_trips: {us-east4: 600, europe-west2: 2}}
        regions: {\(urls.map { "\($0): {url: \"\($1)\"}" }.joined(separator: ", "))}
        probe: {every_seconds: 0.2, timeout_seconds: 5}
        server: {admin: "127.0.0.1:0"}
        logs: \(logs)
        """
    }

    static let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#
    static let stream = #"{"model":"claude","max_tokens":5,"stream":true,"messages":[{"role":"user","content":"hi"}]}"#

    /// Asks at a colo, and reads the answer as far as it goes.
    func ask(
        _ colo: String, _ body: String = EdgeBed.body, headers: [String: String] = [:], at other: String? = nil
    ) async throws -> GatewayBed.Answer {
        let address = other ?? addresses[colo] ?? ""
        var request = HTTPClientRequest(url: address + "/v1/proxy/anthropic/v1/messages")
        request.method = .POST
        request.headers = HTTPHeaders([("authorization", "Bearer ck"), ("host", "cloud.gitlab.com")])
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await GatewayBed.client.execute(request, timeout: .seconds(60))
        var answer = GatewayBed.Answer(status: Int(response.status.code), headers: response.headers, body: "")
        var bytes = ByteBuffer()
        do {
            for try await chunk in response.body { bytes.writeImmutableBuffer(chunk) }
        } catch {
            answer.failure = "\(error)"
        }
        answer.body = String(buffer: bytes)
        return answer
    }

    func send(_ method: HTTPMethod, _ url: String, _ body: String? = nil) async throws -> Data {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await GatewayBed.client.execute(request, timeout: .seconds(30))
        return Data(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    /// What the edge itself says of each colo's way to each region.
    func ways() async throws -> [(colo: String, region: String, way: [String: Any])] {
        let page = try JSONSerialization.jsonObject(with: try await send(.GET, admin + "/regions")) as? [String: Any]
        let colos = page?["colos"] as? [String: [String: [String: Any]]] ?? [:]
        return colos.flatMap { colo, ways in ways.map { (colo, $0.key, $0.value) } }
    }

    struct NeverCame: Error { var what: String }

    /// Waits until something is true of every way.
    func until(_ what: String, _ isTrue: (String, [String: Any]) -> Bool) async throws {
        let limit = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < limit {
            let ways = try await ways()
            if !ways.isEmpty, ways.allSatisfy({ isTrue($0.region, $0.way) }) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NeverCame(what: what)
    }

    /// Ends edge and gateways in order, so that all lines are there; those of the gateways fit their schema.
    func stop(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        edge.send(SIGTERM)
        try await edge.wait()
        for gateway in gateways.values where gateway.isRunning {
            gateway.send(SIGTERM)
            try await gateway.wait()
        }
        try await GatewayLog.expectToFit(below: logs, sourceLocation)
    }

    /// The routes of these ids, as `trace` reconstructs them from all that was logged; one for each id.
    func routes(_ ids: [String], store: String = "store") async throws -> [JSONLine] {
        let trace = BuiltProgram.products.appending(path: "trace").path
        let loading = try BuiltProgram("trace", ["ingest", "logs", "--store", store], in: folder)
        try await loading.wait()
        try ids.joined(separator: "\n").write(to: folder.appending(path: "ids"), atomically: true, encoding: .utf8)
        let asking = try BuiltProgram("/bin/sh", ["-c", "\(trace) route --json --store \(store) - < ids > answers"], in: folder)
        try await asking.wait()
        let text = try String(contentsOf: folder.appending(path: "answers"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            guard let route = JSONLine(Data(line.utf8))?.value("routes", as: [[String: Any]].self)?.first,
                let found = JSONLine(try JSONSerialization.data(withJSONObject: route))
            else { throw NeverCame(what: "a route: \(line.prefix(300))") }
            return found
        }
    }
}
