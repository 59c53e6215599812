import AsyncAlgorithms
import AsyncHTTPClient
import Clocks
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogRecords
import NIOCore
import NIOHTTP1

/// Takes a request at a colo to the region that steering chose, once more where no connection came about, and the
/// answer back.
///
/// The lines are written behind everything else: whatever becomes of the answer, each request has its own.
struct EdgeResponder: Sendable {
    let edge: Edge
    let colo: Edge.Colo
    let scheme: String

    /// The answer was begun and broke off: the connection is closed, so that nobody takes it for whole.
    struct BrokenAnswer: Error {}

    private struct UnknownStatus: Error {}

    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
        var crossing = Crossing(request.head, at: colo, from: channel.remoteAddress)
        edge.count { $0.requests += 1 }
        let presence = ClientPresence()
        edge.watch.watch(channel, presence)
        let result: Result<Void, any Error>
        do {
            try await serve(request, writer, presence, &crossing)
            result = .success(())
        } catch {
            crossing.isClientGone = presence.isGone
            result = .failure(error)
        }
        edge.watch.forget(channel)
        note(crossing)
        await edge.log.write(crossing, ended: .now)
        try result.get()
    }

    /// A request that is no HTTP, or too slow, is refused here, and has its line like any other.
    func refusing(_ fault: HTTPFault, _ head: HTTPRequest?, _ channel: any Channel) -> FaultAnswer {
        var crossing = Crossing(head ?? Crossing.unread, at: colo, from: channel.remoteAddress)
        crossing.status = fault.status
        let body = EdgeResponder.page(fault.status, fault.words, crossing)
        crossing.bytesOut = body.readableBytes
        edge.count { $0.requests += 1 }
        note(crossing)
        Task { [crossing] in await edge.log.write(crossing, ended: .now) }
        return FaultAnswer(fields: EdgeHeaders.response(["content-type": "application/json"], crossing), body: body)
    }

    private static func page(_ status: Int, _ why: String, _ crossing: Crossing) -> ByteBuffer {
        ByteBuffer(string: "{\"error\":{\"code\":\(status),\"message\":\"\(why)\",\"ray\":\"\(crossing.rayText)\"}}\n")
    }

    private func note(_ crossing: Crossing) {
        edge.count { counts in
            if crossing.tries.count > 1 { counts.retries += 1 }
            guard let last = crossing.tries.last, last.status != nil else {
                counts.failed += 1
                return
            }
            counts.served[last.choice.region, default: 0] += 1
            if let avoided = last.choice.avoided { counts.rerouted[avoided.region, default: 0] += 1 }
        }
    }

    private func serve(
        _ request: Request, _ writer: consuming ResponseWriter, _ presence: ClientPresence, _ crossing: inout Crossing
    ) async throws {
        if EdgeHeaders.isLoop(request.head) { return try await refuse(403, "the request goes in circles", writer, &crossing) }
        // Put behind a region's address, anything else could name another host.
        guard crossing.head.path?.hasPrefix("/") == true else {
            return try await refuse(400, "the target is no path", writer, &crossing)
        }
        let body: ByteBuffer
        // Held until the answer has been relayed: a body may be sent twice.
        let lease = edge.bodies.lease(for: crossing.clientAddress)
        defer { withExtendedLifetime(lease) {} }
        let most = edge.settings.server.maxBodyBytes
        do { body = try await request.wholeBody(upTo: most, writer, holding: lease.hold) } catch let fault as HTTPFault {
            return try await refuse(fault.status, fault.words, writer, &crossing)
        } catch is NIOTooManyBytesError {
            return try await refuse(413, "the request is too large", writer, &crossing)
        } catch is BodyBudget.Refusal {
            return try await refuse(503, "too many bytes of requests are at hand", writer, &crossing)
        }
        crossing.bytesIn = body.readableBytes
        guard let answer = try await ask(body, presence, &crossing) else {
            let last = crossing.tries.last
            let status = last?.failure?.status ?? (last == nil ? 530 : 520)
            return try await refuse(status, "no region answered", writer, &crossing)
        }
        try await relay(answer, presence, writer, &crossing)
    }

    /// Asks a region, and another one if no connection came about; `nil`: none has answered.
    private func ask(
        _ body: ByteBuffer, _ presence: ClientPresence, _ crossing: inout Crossing
    ) async throws -> HTTPClientResponse? {
        guard let steering = edge.steerings[colo.name], var choice = steering.choose() else { return nil }
        var retryOf: String?
        while true {
            var attempt = Crossing.Try(choice: choice, started: .now)
            do {
                let answer = try await exchange(choice, retryOf, body, presence, crossing)
                // What no specification knows cannot become the status of an answer of ours.
                guard (200..<600).contains(answer.status.code) else { throw UnknownStatus() }
                attempt.status = Int(answer.status.code)
                attempt.instance = answer.headers.first(name: "x-gateway-instance")?.recordable(64)
                attempt.requestID = answer.headers.first(name: "x-request-id")?.recordable(255)
                crossing.tries.append(attempt)
                return answer
            } catch {
                (attempt.ended, attempt.failure) = (.now, ConnectionFailure(error))
                crossing.tries.append(attempt)
                if presence.isGone || Task.isCancelled { throw error }
                guard let failure = attempt.failure else { return nil }
                steering.ways[choice.region]?.note(failure: failure.word)
                guard retryOf == nil, var next = steering.choose(without: [choice.region]) else { return nil }
                // What was nearest before the retry is what the request was moved away from.
                next.avoided = choice.avoided ?? Steering.Avoided(region: choice.region, why: failure.word)
                next.policy = "failover"
                (retryOf, choice) = (choice.region, next)
            }
        }
    }

    private func exchange(
        _ choice: Steering.Choice, _ retryOf: String?, _ body: ByteBuffer, _ presence: ClientPresence, _ crossing: Crossing
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: (edge.urls[choice.region] ?? "") + (crossing.head.path ?? "/"))
        request.method = HTTPMethod(rawValue: crossing.head.method.rawValue)
        request.headers = HTTPHeaders(EdgeHeaders.request(crossing, choice, retryOf: retryOf, scheme: scheme))
        if let host = crossing.head.authority { request.headers.add(name: "host", value: host) }
        if body.readableBytes > 0 { request.body = .bytes(body) }
        let (edge, colo) = (edge, colo.name)
        let asking = Task { [request] in
            try await edge.distances.wait(0.5, colo, choice.region)
            let answer = try await edge.client.execute(
                request, timeout: .milliseconds(Int64(edge.settings.server.answerSeconds * 1000)))
            try await edge.distances.wait(0.5, colo, choice.region)
            return answer
        }
        presence.onGone(.now) { asking.cancel() }
        defer { presence.forget() }
        return try await withTaskCancellationHandler {
            try await asking.value
        } onCancel: {
            asking.cancel()
        }
    }

    private func relay(
        _ answer: HTTPClientResponse, _ presence: ClientPresence, _ writer: consuming ResponseWriter, _ crossing: inout Crossing
    ) async throws {
        let last = crossing.tries.count - 1
        defer { crossing.tries[last].ended = .now }
        crossing.status = Int(answer.status.code)
        let head = HTTPResponse(
            status: .init(code: crossing.status),
            headerFields: EdgeHeaders.response(answer.headers, crossing))
        var body = try await writer.writeHead(head)
        let pieces = AsyncThrowingChannel<ByteBuffer, any Error>()
        // A client may leave while the region is silent: what reads from the region is another task, which can be told.
        let reading = Task {
            do {
                for try await piece in answer.body { await pieces.send(piece) }
                pieces.finish()
            } catch {
                pieces.fail(error)
            }
        }
        presence.onGone(.now) { reading.cancel() }
        defer {
            presence.forget()
            reading.cancel()
        }
        do {
            for try await piece in pieces {
                try await body.write(piece)
                crossing.bytesOut += piece.readableBytes
            }
            if presence.isGone { throw BrokenAnswer() }
        } catch {
            crossing.tries[last].isBrokenOff = !presence.isGone
            throw BrokenAnswer()
        }
        try await body.finish(nil)
    }

    private func refuse(
        _ status: Int, _ why: String, _ writer: consuming ResponseWriter, _ crossing: inout Crossing
    ) async throws {
        crossing.status = status
        let body = EdgeResponder.page(status, why, crossing)
        crossing.bytesOut = body.readableBytes
        let fields: HTTPHeaders = ["content-type": "application/json", "content-length": "\(body.readableBytes)"]
        let head = HTTPResponse(status: .init(code: status), headerFields: EdgeHeaders.response(fields, crossing))
        try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    }
}
