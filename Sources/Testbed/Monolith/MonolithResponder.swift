import AsyncHTTPClient
import Clocks
import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogFormats
import LogRecords
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// The part of GitLab's API that calls the AI gateway, and the keys by which its tokens are checked.
///
/// https://docs.gitlab.com/api/code_suggestions/
struct MonolithResponder: Sendable {
    let connector: CloudConnector
    let journal: Journal
    /// `api_json.log`.
    let log: Journal

    /// Requests larger than this are refused.
    private static let largestBody = 10 << 20

    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
        let path = String((request.head.path ?? "/").prefix { $0 != "?" })
        switch (request.method, path) {
        case (.get, "/oauth/discovery/keys"): return try await send(200, connector.mint.keySet, writer)
        case (.put, "/control/gateway"): return try await order(try await body(of: request, writer), writer)
        case (.post, "/api/v4/code_suggestions/direct_access"), (.post, "/api/v4/code_suggestions/completions"),
            (.post, "/api/v4/chat/completions"):
            break
        default: return try await send(404, #"{"error":"404 Not Found"}"#, writer)
        }
        guard let user = UserRequest(request, from: channel.remoteAddress, of: connector.settings.instance) else {
            return try await send(401, #"{"message":"401 Unauthorized"}"#, writer)
        }
        let body = try await body(of: request, writer)
        switch path {
        case "/api/v4/code_suggestions/direct_access": try await directAccess(user, writer)
        case "/api/v4/code_suggestions/completions": try await relay("/v2/code/completions", body, user, writer)
        default: try await relay("/v1/chat/agent", chat(body), user, writer)
        }
    }

    private func body(of request: Request, _ writer: borrowing ResponseWriter) async throws -> ByteBuffer {
        try await request.wholeBody(upTo: MonolithResponder.largestBody, writer)
    }

    private struct Order: Decodable { var url: String }

    private func order(_ body: ByteBuffer, _ writer: consuming ResponseWriter) async throws {
        guard let order = try? JSONDecoder().decode(Order.self, from: Data(buffer: body)) else {
            return try await send(400, #"{"error":"write {\"url\": \"http://127.0.0.1:8443\"}"}"#, writer)
        }
        connector.gatewayURL = order.url
        try await send(200, "{}", writer)
    }

    private struct Question: Decodable { var content: String }

    /// What Rails makes of a user's question.
    private func chat(_ body: ByteBuffer) -> ByteBuffer {
        let question = try? JSONDecoder().decode(Question.self, from: Data(buffer: body))  // none is an empty one
        let component: [String: Any] = [
            "type": "prompt", "metadata": ["source": "GitLab EE", "version": connector.settings.version],
            "payload": ["content": question?.content ?? ""],
        ]
        let data = try? JSONSerialization.data(withJSONObject: ["prompt_components": [component]])  // texts can always be written
        return ByteBuffer(data: data ?? Data())
    }

    private struct DirectAccess: Encodable {
        var base_url: String?
        var token: String
        var expires_at: Int
        var headers: [String: String]
    }

    private struct UserToken: Decodable {
        var token: String
        var expires_at: Int
    }

    /// A token and headers with which an editor calls the gateway itself.
    private func directAccess(_ user: UserRequest, _ writer: consuming ResponseWriter) async throws {
        var line = MonolithLine(correlation_id: user.correlationID, path: user.path, started: Journal.now())
        let given: UserToken? = try? await {  // whatever it is, the user is told that it did not work
            let answer = try await connector.call("/v1/code/user_access_token", ByteBuffer(string: "{}"), for: user)
            note(answer, &line)
            let body = try await answer.body.collect(upTo: 1 << 20)
            return try JSONDecoder().decode(UserToken.self, from: Data(buffer: body))
        }()
        line.status = given == nil ? 503 : 201
        if given == nil, line.request_id == nil { line.outcome = "no_answer" }
        finish(user, line)
        guard let given else { return try await send(503, #"{"message":"503 Service Unavailable"}"#, writer, for: user) }
        let access = DirectAccess(
            base_url: connector.gatewayURL, token: given.token, expires_at: given.expires_at,
            headers: connector.callerHeaders(user))
        let text = String(decoding: try JSONEncoder().encode(access), as: UTF8.self)
        try await send(201, text, writer, for: user)
    }

    /// Passes the gateway's answer on, piece by piece.
    private func relay(
        _ path: String, _ body: ByteBuffer, _ user: UserRequest, _ writer: consuming ResponseWriter
    ) async throws {
        var line = MonolithLine(correlation_id: user.correlationID, path: user.path, started: Journal.now())
        let answer: HTTPClientResponse
        do { answer = try await connector.call(path, body, for: user) } catch {
            (line.status, line.outcome) = (503, "no_answer")
            finish(user, line)
            return try await send(503, #"{"message":"503 Service Unavailable"}"#, writer, for: user)
        }
        note(answer, &line)
        line.status = Int(answer.status.code)
        var fields = fields(user)
        fields[.contentType] = answer.headers.first(name: "content-type")
        do {
            var pieces = try await writer.writeHead(HTTPResponse(status: .init(code: line.status ?? 200), headerFields: fields))
            for try await piece in answer.body { try await pieces.write(piece) }
            try await pieces.finish(nil)
        } catch {
            line.outcome = "cut"
            finish(user, line)
            throw error
        }
        finish(user, line)
    }

    private func note(_ answer: HTTPClientResponse, _ line: inout MonolithLine) {
        line.request_id = answer.headers.first(name: "x-request-id")
        line.region = answer.headers.first(name: "x-gateway-region")
        line.ray = answer.headers.first(name: "cf-ray")
    }

    /// Writes the log's line and the journal's.
    private func finish(_ user: UserRequest, _ line: MonolithLine) {
        let now = Instant.now
        let ray = user.headers[.cfRay]?.split(separator: "-").map(String.init)
        let entry = GitLabRailsLine(
            log: .api, correlationID: user.correlationID, time: now, duration: now.nanoseconds - user.started.nanoseconds,
            path: user.path, status: line.status ?? 500, host: connector.settings.host, remoteAddress: user.address,
            userID: user.user, ray: ray?.first.flatMap { UInt64($0, radix: 16) }, rayColo: ray?.last ?? "", jobID: "")
        var text = VendorLine()
        entry.encode(into: &text)
        log.append(text.bytes)
        journal.write(line)
    }

    private func fields(_ user: UserRequest?) -> HTTPFields {
        var fields = HTTPFields()
        fields[.requestID] = user?.correlationID
        fields[.contentType] = "application/json"
        return fields
    }

    private func send(
        _ status: Int, _ text: String, _ writer: consuming ResponseWriter, for user: UserRequest? = nil
    ) async throws {
        var fields = fields(user)
        fields[.contentLength] = "\(text.utf8.count)"
        let head = HTTPResponse(status: .init(code: status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
