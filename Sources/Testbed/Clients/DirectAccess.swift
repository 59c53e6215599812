import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// A user's token, asked for at the GitLab instance and kept while it is good.
actor DirectAccess {
    /// What the monolith hands out, in its spelling.
    struct Given: Decodable, Sendable {
        var token: String
        var expires_at: Double
        var headers: [String: String]
    }

    private let client: HTTPClient
    private let monolith: String
    private var given: Given?
    private var asking: Task<Given, any Error>?

    init(_ monolith: String, client: HTTPClient) { (self.monolith, self.client) = (monolith, client) }

    /// Headers that let an editor call the gateway itself.
    func headers() async throws -> [String: String] {
        let now = Date().timeIntervalSince1970
        if given.map({ $0.expires_at - now < 300 }) ?? true {
            // Whoever comes meanwhile waits for the same answer.
            let task = asking ?? Task { try await ask() }
            asking = task
            defer { asking = nil }
            given = try await task.value
        }
        guard let given else { return [:] }
        return given.headers.merging(["authorization": "Bearer \(given.token)"]) { $1 }
    }

    private func ask() async throws -> Given {
        var request = HTTPClientRequest(url: monolith + "/api/v4/code_suggestions/direct_access")
        request.method = .POST
        request.headers.add(name: "private-token", value: "testbed-user")
        request.body = .bytes(ByteBuffer(string: "{}"))
        let answer = try await client.execute(request, timeout: .seconds(30))
        let body = try await answer.body.collect(upTo: 1 << 20)
        return try JSONDecoder().decode(Given.self, from: Data(buffer: body))
    }
}
