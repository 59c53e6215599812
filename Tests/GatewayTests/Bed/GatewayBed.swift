import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix
import Workbench

/// A gateway and the stand-ins that it calls, as processes on ports of their own, in a folder of their own.
final class GatewayBed: Sendable {
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: String
        /// What broke the answer off.
        var failure: String?

        func header(_ name: String) -> String? { headers.first(name: name) }
    }

    private let scratch: Scratch
    var folder: URL { scratch.url }
    let providers: BuiltProgram
    let providersAddress: String
    let gateway: BuiltProgram
    let address: String
    let metricsAddress: String
    var logs: URL { folder.appending(path: "logs") }

    /// `configuration` is YAML in which `PROVIDERS` stands for the stand-ins' address, and `SECURE` for the same with
    /// TLS, which they do not speak. `files` lie beside it.
    init(
        _ configuration: String, region: String = "europe-west3", environment: [String: String] = [:], files: [String: String] = [:]
    ) async throws {
        scratch = try Scratch()
        for (name, text) in files { try scratch.write(text, to: name) }
        let folder = scratch.url
        let journal = folder.appending(path: "calls.ndjson").path
        providers = try BuiltProgram("testbed", ["providers", "--listen", "127.0.0.1:0", "--journal", journal], in: folder)
        providersAddress = "http://" + (try await providers.word(after: "providers listen on "))
        let file = folder.appending(path: "gateway.yaml")
        let secure = providersAddress.replacing("http:", with: "https:")
        try configuration.replacing("PROVIDERS", with: providersAddress).replacing("SECURE", with: secure).write(
            to: file, atomically: true, encoding: .utf8)
        gateway = try GatewayBed.start(file, region, folder, environment)
        address = try await gateway.word(after: "listens on ")
        metricsAddress = try await gateway.word(after: "metrics on ")
    }

    static func start(_ file: URL, _ region: String, _ folder: URL, _ environment: [String: String] = [:]) throws -> BuiltProgram {
        try BuiltProgram(
            "gateway",
            [
                "serve", "--config", file.path, "--region", region, "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0",
                "--log-dir", "logs",
            ], in: folder, environment: ["CLIENT_KEY": "ck", "PROVIDER_KEY": "pk-secret"].merging(environment) { $1 })
    }

    static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: {
            var configuration = HTTPClient.Configuration()
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 512
            configuration.connectionPool.retryConnectionEstablishment = false
            return configuration
        }())

    /// Orders what a stand-in does with its next calls.
    func order(_ name: String, _ orders: String) async throws {
        var request = HTTPClientRequest(url: "\(providersAddress)/control/\(name)")
        request.method = .PUT
        request.body = .bytes(ByteBuffer(string: orders))
        let response = try await GatewayBed.client.execute(request, timeout: .seconds(10))
        _ = try await response.body.collect(upTo: 1 << 20)
        guard response.status == .ok else { throw NotUnderstood(orders: orders) }
    }

    struct NotUnderstood: Error { var orders: String }

    func counts(_ name: String) async throws -> [String: Int] {
        let response = try await GatewayBed.client.execute(
            HTTPClientRequest(url: "\(providersAddress)/control/\(name)"), timeout: .seconds(10))
        return try JSONDecoder().decode([String: Int].self, from: Data(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    /// Asks the gateway, and reads the answer as far as it goes.
    func ask(
        _ path: String, _ body: String? = nil, headers: [String: String] = [:], key: String? = "ck"
    ) async throws -> Answer {
        let response = try await begin(path, body, headers: headers, key: key)
        var answer = Answer(status: Int(response.status.code), headers: response.headers, body: "")
        var bytes = ByteBuffer()
        do {
            for try await chunk in response.body { bytes.writeImmutableBuffer(chunk) }
        } catch {
            answer.failure = "\(error)"
        }
        answer.body = String(buffer: bytes)
        return answer
    }

    func begin(
        _ path: String, _ body: String?, headers: [String: String] = [:], key: String? = "ck"
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address + path)
        request.method = body == nil ? .GET : .POST
        if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        return try await GatewayBed.client.execute(request, timeout: .seconds(60))
    }

    /// Asks for a stream, and goes away as soon as a part of the answer has come.
    func leaveAtFirstPiece(_ path: String, _ body: String) async throws {
        let asking = Task {
            for try await _ in try await begin(path, body).body { withUnsafeCurrentTask { $0?.cancel() } }
        }
        _ = try? await asking.value  // it was cancelled
    }

    func metrics() async throws -> String {
        let response = try await GatewayBed.client.execute(HTTPClientRequest(url: metricsAddress), timeout: .seconds(10))
        return String(buffer: try await response.body.collect(upTo: 1 << 22))
    }
}
