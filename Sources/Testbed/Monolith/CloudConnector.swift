import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Calls the AI gateway on behalf of users, with the headers that GitLab sends.
///
/// https://gitlab.com/gitlab-org/gitlab/-/blob/master/ee/lib/gitlab/ai_gateway.rb
final class CloudConnector: Sendable {
    /// No gateway took the connection.
    struct NoGateway: Error {}

    let settings: MonolithConfiguration
    let mint: TokenMint
    private let client: HTTPClient
    private let gateway: Mutex<String?>

    init(_ settings: MonolithConfiguration, mint: TokenMint, client: HTTPClient) {
        (self.settings, self.mint, self.client) = (settings, mint, client)
        gateway = Mutex(settings.gateway)
    }

    var gatewayURL: String? {
        get { gateway.withLock { $0 } }
        set { gateway.withLock { $0 = newValue } }
    }

    func call(_ path: String, _ body: ByteBuffer, for user: UserRequest) async throws -> HTTPClientResponse {
        guard let base = gatewayURL else { throw NoGateway() }
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers = HTTPHeaders(callerHeaders(user).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        request.headers.add(name: "authorization", value: "Bearer \(try await mint.token())")
        request.headers.add(name: "x-gitlab-version", value: settings.version)
        request.headers.add(name: "x-gitlab-rails-send-start", value: "\(Date().timeIntervalSince1970)")
        request.headers.add(name: "x-request-id", value: user.correlationID)
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: "Ruby")
        request.body = .bytes(body)
        return try await client.execute(request, timeout: .seconds(100))
    }

    /// What names the instance and its user, in its own calls and in those of an editor that it lets connect directly.
    func callerHeaders(_ user: UserRequest) -> [String: String] {
        [
            "x-gitlab-authentication-type": "oidc", "x-gitlab-instance-id": settings.instance, "x-gitlab-realm": settings.realm,
            "x-gitlab-global-user-id": user.globalUserID, "x-gitlab-host-name": settings.host,
        ]
    }
}
