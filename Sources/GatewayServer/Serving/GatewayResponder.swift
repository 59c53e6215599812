import Clocks
import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogFormats
import LogRecords
import NIOCore
import NIOHTTP1

/// Serves one request from its head to its record.
///
/// The record is written behind everything else, in a function that does not throw: whether the answer was whole,
/// broken off, or the client gone, there is exactly one.
struct GatewayResponder: Sendable {
    let gateway: Gateway

    /// The answer was begun and cannot be ended: the connection is closed, so that nobody takes it for whole.
    struct BrokenAnswer: Error {}

    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
        let inbound = InboundRequest(
            request.head, from: channel, trusting: gateway.peers, edgeHeaders: gateway.settings.server.edgeHeaders)
        let match = Endpoint.match(inbound.method, inbound.path)
        if case .endpoint(let endpoint) = match, let page = try await page(endpoint, inbound) {
            gateway.metrics.countProbe()
            return try await writer.write(response: page.head, body: ResponseBody(byteBuffer: page.body))
        }
        var story = RequestStory(inbound)
        let presence = ClientPresence()
        gateway.watch.watch(channel, presence)
        let result: Result<Void, any Error>
        do {
            try await serve(match, request, writer, presence, channel.eventLoop, &story)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        gateway.watch.forget(channel)
        await finish(story)
        try result.get()
    }

    /// A request that is no HTTP, or too slow, is refused and written down like any other.
    func refusing(_ fault: HTTPFault, _ head: HTTPRequest?, _ channel: any Channel) -> FaultAnswer {
        let inbound = InboundRequest(
            head ?? InboundRequest.unread, from: channel, trusting: gateway.peers, edgeHeaders: gateway.settings.server.edgeHeaders)
        let failure = GatewayFailure(fault)
        var story = RequestStory(inbound)
        (story.failure, story.status) = (failure, failure.status)
        let body = failure.body(requestID: inbound.id.uuid)
        story.bytesOut = Int64(body.readableBytes)
        Task { [story] in await finish(story) }  // the log takes lines until it has closed, and spills them after
        var fields = gateway.fields(for: inbound, attempts: 0)
        fields[.contentType] = "application/json"
        return FaultAnswer(fields: fields, body: body)
    }

    private func finish(_ story: RequestStory) async {
        let record = story.record(by: gateway.writer)
        gateway.metrics.count(
            story, outcome: record.result.outcome ?? "", total: record.timings.total ?? 0, overhead: record.timings.overhead ?? 0)
        guard story.isRefusal else { return await gateway.log.write(record) }
        let (isWritten, leftOut) = gateway.refusals.take(story.inbound.clientAddress ?? "")
        await gateway.noteLeftOut(leftOut)
        if isWritten { await gateway.log.write(record) }
    }

    private func serve(
        _ match: Endpoint.Match, _ request: Request, _ writer: consuming ResponseWriter, _ presence: ClientPresence,
        _ loop: any EventLoop, _ story: inout RequestStory
    ) async throws {
        switch await plan(match, request, writer, &story) {
        case .failure(let failure): try await refuse(failure, writer, &story)
        case .success(.token(let body)): try await send(200, "application/json", body, writer, &story)
        case .success(.inquiry(let inquiry)):
            (story.model, story.isStream) = (inquiry.model.recordable(InboundRequest.longestHeader), inquiry.call.isStream)
            try await Delivery(gateway: gateway, inquiry: inquiry, presence: presence, loop: loop).run(writer, &story)
        }
    }

    /// What a request that was let in comes to.
    private enum Step {
        case token(ByteBuffer)
        case inquiry(Inquiry)
    }

    private func plan(
        _ match: Endpoint.Match, _ request: Request, _ writer: borrowing ResponseWriter, _ story: inout RequestStory
    ) async -> Result<Step, GatewayFailure> {
        do throws(GatewayFailure) {
            let endpoint = try endpoint(match)
            story.operation = endpoint.operation
            story.caller = try await admitted(story.inbound, endpoint)
            if endpoint == .userToken { return .success(.token(try await userToken(story))) }
            let body = try await body(of: request, writer, &story)
            let versions = GatewayResponder.versions(story.inbound.headers)
            let inquiry = try await gateway.reader.inquiry(endpoint, body, versions: versions)
            if let scope = inquiry.scope, !story.caller.may(scope) { throw GatewayFailure(.scope(scope)) }
            return .success(.inquiry(inquiry))
        } catch {
            return .failure(error)
        }
    }

    private func endpoint(_ match: Endpoint.Match) throws(GatewayFailure) -> Endpoint {
        switch match {
        case .endpoint(let endpoint): return endpoint
        case .otherMethod: throw .methodNotAllowed
        case .nothing: throw .notFound
        }
    }

    private func admitted(_ inbound: InboundRequest, _ endpoint: Endpoint) async throws(GatewayFailure) -> Caller {
        do { return try await gateway.gatekeeper.admit(inbound.headers, scopes: endpoint.scopes(gateway.settings.features)) } catch
        {
            throw GatewayFailure(error)
        }
    }

    private func body(
        of request: Request, _ writer: borrowing ResponseWriter, _ story: inout RequestStory
    ) async throws(GatewayFailure) -> ByteBuffer {
        let lease = gateway.bodies.lease(for: story.callerName)
        story.lease = lease
        do {
            let body = try await request.wholeBody(upTo: gateway.settings.server.maxBodyBytes, writer, holding: lease.hold)
            story.bytesIn = Int64(body.readableBytes)
            return body
        } catch is NIOTooManyBytesError {
            throw .tooLarge
        } catch let fault as HTTPFault {
            throw GatewayFailure(fault)
        } catch let refusal as BodyBudget.Refusal {
            throw GatewayFailure(refusal)
        } catch {
            throw .malformed
        }
    }

    /// Protocol versions and features go on to the provider; nothing else of the client's headers does.
    private static func versions(_ headers: HTTPFields) -> [(String, String)] {
        [HTTPField.Name.anthropicVersion, .anthropicBeta].compactMap { name in
            // What a provider's client library would not send must not look like a fault of the provider.
            headers[name].flatMap { $0.utf8.count <= 1024 && $0 == $0.recordable(1024) ? (name.canonicalName, $0) : nil }
        }
    }

    /// A token for a user of the instance that asks. Who the user is, the instance alone can say: it answers for that,
    /// and the token names it.
    private func userToken(_ story: RequestStory) async throws(GatewayFailure) -> ByteBuffer {
        do { try Gatekeeper.mayMakeTokens(story.caller) } catch { throw GatewayFailure(error) }
        guard let user = story.inbound.header(.globalUserID) else {
            throw GatewayFailure(.missingHeader("X-Gitlab-Global-User-Id"))
        }
        let given = try? await gateway.signing?.userToken(user, for: story.caller)  // said below
        guard let given else {
            throw GatewayFailure(
                503, "api_error", code: "no_signing_key", "This gateway gives out no tokens", faultDomain: "gateway",
                outcome: "internal")
        }
        return ByteBuffer(string: "{\"token\":\(json(given.token)),\"expires_at\":\(given.expires)}")
    }

    private func refuse(_ failure: GatewayFailure, _ writer: consuming ResponseWriter, _ story: inout RequestStory) async throws {
        story.failure = failure
        let body = failure.body(requestID: story.inbound.id.uuid)
        try await send(failure.status, "application/json", body, writer, &story, retryAfter: failure.retryAfter)
    }

    private func send(
        _ status: Int, _ type: String, _ body: ByteBuffer, _ writer: consuming ResponseWriter, _ story: inout RequestStory,
        retryAfter: String? = nil
    ) async throws {
        story.status = status
        story.firstByte = nanoseconds(from: story.inbound.begun)
        story.bytesOut = Int64(body.readableBytes)
        var fields = gateway.fields(for: story.inbound, attempts: 0)
        fields[.contentType] = type
        fields[.contentLength] = "\(body.readableBytes)"
        if let retryAfter { fields[.retryAfterHeader] = retryAfter }
        let head = HTTPResponse(status: .init(code: status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    }
}

extension Gateway {
    /// The headers that every answer carries, refusals too: by these a support engineer finds the request again.
    func fields(for inbound: InboundRequest, attempts: Int) -> HTTPFields {
        var fields = HTTPFields()
        fields[.requestID] = inbound.id.uuid
        fields[.gatewayRegion] = region
        fields[.gatewayInstance] = writer.instance.uuid
        fields[.gatewayAttempts] = "\(attempts)"
        if let ray = inbound.header(.cfRay) { fields[.cfRay] = ray }
        return fields
    }
}
