import AsyncHTTPClient
import HTTPCalling
import HTTPServing
import LogRecords
import NIOCore
import NIOHTTP1
import SettingsFiles

/// One request to one provider, from its first byte to the last of the answer.
///
/// Of a stream the events before the first words are held back, so that an error among them can still be served
/// elsewhere.
struct Exchange: Sendable {
    let request: HTTPClientRequest
    let outgoing: OutgoingCall
    let timeouts: TimeoutSettings
    let watchdog: Watchdog
    let sink: AnswerSink
    let client: ClientPresence
    var attempt: Attempt
    /// From 1.
    let number: Int
    /// Whether the answer goes on to the client as it is.
    let isRelayed: Bool

    private var served: Served { Served(target: outgoing.target, attempts: number) }

    /// What is left of a call once its provider is done with it.
    struct Result: Sendable {
        var ending: AttemptEnding
        var attempt: Attempt
        var badLines = 0
    }

    /// A longer answer is not taken as one piece.
    static let largestAnswer = 64 << 20
    /// The same of an answer whose words are taken out of it.
    private static let largestTextAnswer = 4 << 20
    private static let largestErrorAnswer = 64 << 10
    private static let mostHeldBytes = 64 << 10

    func run() async -> Result {
        var progress = Progress(attempt: attempt)
        do {
            let response = try await head(&progress)
            // Also below: a status that no specification knows would become that of our own answer.
            guard (200..<300).contains(response.status.code) else { throw await refusal(response, &progress) }
            let type = (response.headers.first(name: "content-type") ?? "").recordable(InboundRequest.longestHeader)
            if outgoing.isStream, type.hasPrefix("text/event-stream") {
                try await stream(response, type, &progress)
            } else {
                try await whole(response, type, &progress)
            }
            progress.attempt.isServed = true
            return progress.result(.served)
        } catch {
            return ending(of: error, progress)
        }
    }

    /// What changes while an exchange goes on.
    struct Progress {
        var attempt: Attempt
        /// Whether the client has the first words.
        var isCommitted = false
        var badLines = 0

        func result(_ ending: AttemptEnding) -> Result {
            Result(ending: ending, attempt: attempt, badLines: badLines)
        }
    }

    private func ending(of error: any Error, _ progress: Progress) -> Result {
        var progress = progress
        var failure = error as? CallFailure ?? CallFailure(ErrorClass(error))
        if let late = watchdog.fired {
            failure = CallFailure(late)
        } else if client.isGone {
            progress.attempt.errorClass = .cancelled
            progress.attempt.isServed = progress.isCommitted
            return progress.result(.clientGone)
        }
        failure.status = failure.status ?? progress.attempt.status
        progress.attempt.errorClass = failure.errorClass
        guard progress.isCommitted else { return progress.result(.failed(failure)) }
        progress.attempt.isServed = true
        return progress.result(.truncated(failure.errorClass == .reset ? .truncated : failure.errorClass))
    }

    private func head(_ progress: inout Progress) async throws -> HTTPClientResponse {
        watchdog.arm(outgoing.isStream ? timeouts.streamHead : timeouts.head, .headerTimeout)
        let response = try await outgoing.target.provider.client.execute(request, deadline: .distantFuture)
        progress.attempt.head = progress.attempt.age
        progress.attempt.status = Int(response.status.code)
        progress.attempt.requestID =
            response.headers.first(name: "request-id") ?? response.headers.first(name: "x-request-id")
            ?? response.headers.first(name: "x-goog-request-id")
        progress.attempt.ray = response.headers.first(name: "cf-ray")
        // They go into records and answers.
        progress.attempt.requestID = progress.attempt.requestID?.recordable(InboundRequest.longestHeader)
        progress.attempt.ray = progress.attempt.ray?.recordable(64)
        // Azure: the region that answered. https://github.com/comppolicylab/pingpong/releases/tag/650-srv271-web155
        progress.attempt.facts.location = response.headers.first(name: "x-ms-region")?.recordable(AnswerFacts.longestWord)
        return response
    }

    /// An answer that is none: its status, and the body where the request itself is at fault.
    private func refusal(_ response: HTTPClientResponse, _ progress: inout Progress) async -> CallFailure {
        var failure = CallFailure(ErrorClass(status: Int(response.status.code)), status: Int(response.status.code))
        failure.retryAfter = response.headers.first(name: "retry-after").flatMap(Exchange.retryAfter)
        watchdog.arm(timeouts.firstEvent, .idleTimeout)
        let body = try? await response.body.collect(upTo: Exchange.largestErrorAnswer)  // its status says enough
        if failure.errorClass == .badRequest || failure.errorClass == .notFound, let body {
            failure.answer = (
                (response.headers.first(name: "content-type") ?? "application/json").recordable(InboundRequest.longestHeader),
                withoutKey(body)
            )
        }
        return failure
    }

    /// Providers quote the key that they were called with, where they find it wrong. The client does not learn it.
    private func withoutKey(_ body: ByteBuffer) -> ByteBuffer {
        guard let key = outgoing.target.provider.key?.value, !key.isEmpty else { return body }
        let text = String(buffer: body)
        return text.contains(key) ? ByteBuffer(string: text.replacing(key, with: "***")) : body
    }

    /// Seconds, or a date; anything else is kept from our own answer.
    /// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
    static func retryAfter(_ text: String) -> String? {
        if let seconds = UInt32(text), text.utf8.allSatisfy({ (48...57).contains($0) }) { return "\(seconds)" }
        let isDate = text.utf8.count == 29 && text.hasSuffix(" GMT") && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        return isDate ? text : nil
    }

    private func whole(_ response: HTTPClientResponse, _ type: String, _ progress: inout Progress) async throws {
        watchdog.arm(timeouts.head, .idleTimeout)
        let body = try await response.body.collect(upTo: isRelayed ? Exchange.largestAnswer : Exchange.largestTextAnswer)
        progress.attempt.firstEvent = progress.attempt.age
        let text = isRelayed ? await facts(of: body, &progress.attempt.facts) : reading.read(body, &progress.attempt.facts)
        guard type.hasPrefix("application/json"), let text, !outgoing.isStream else { throw CallFailure(.badPayload) }
        progress.isCommitted = true
        watchdog.disarm()
        await sink.send(
            .whole(status: Int(response.status.code), contentType: type, body: body, text: text, by: served))
    }

    private var reading: any AnswerReading { outgoing.surface.reading }

    /// Of an answer that goes on as it is, the counts and what stands beside them are read; `nil`: it is no object.
    private func facts(of body: ByteBuffer, _ facts: inout AnswerFacts) async -> String? {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let bytes = body.readableBytesView
        guard bytes.first(where: { !isSpace($0) }) == UInt8(ascii: "{"), bytes.last(where: { !isSpace($0) }) == UInt8(ascii: "}")
        else { return nil }
        // Without counts where it is not well-formed: whether it is any good, the client may say.
        guard let members = await JSONMembers.read(body) else { return "" }
        var usage = await members.object("usage")
        if usage == nil { usage = await members.object("usageMetadata") }
        facts.counts.take(TokenCounts(usage ?? members))
        let reason = members.text("stop_reason")?.text ?? members.value("choices").flatMap(ChatReading.finishReason(ofChoices:))
        facts.take(finishReason: reason, location: usage?.text("inference_geo")?.text)
        return ""
    }

    private func stream(_ response: HTTPClientResponse, _ type: String, _ progress: inout Progress) async throws {
        var splitter = EventSplitter()
        var held = ByteBuffer()
        var hasEnded = false
        let firstWordsBy = NIODeadline.now() + .nanoseconds(Int64(timeouts.firstEvent * 1e9))
        watchdog.arm(until: firstWordsBy, .idleTimeout)
        for try await chunk in response.body {
            // The provider is not late while we, or a slow client, take our time.
            watchdog.arm(timeouts.total, .totalDeadline)
            var words = ""
            var (isContent, hasWords) = (false, false)
            for event in try split(chunk, &splitter) {
                progress.badLines += event.badLines
                // Words that go on as they are need not be read.
                if progress.isCommitted, isRelayed, !event.mayTellMore {
                    hasWords = true
                    continue
                }
                switch reading.read(event, &progress.attempt.facts) {
                case .startup, .unknown: break
                case .content(let text, let isLast):
                    words += text ?? ""
                    (isContent, hasWords) = (true, true)
                    if isLast { hasEnded = true }
                case .closing: isContent = true
                case .end: (isContent, hasEnded) = (true, true)
                case .failure(let type):
                    guard progress.isCommitted else { throw Exchange.failure(inStream: type) }
                    // The client gets the provider's own words for it, and then nothing.
                    await sink.send(.bytes(withoutKey(chunk), text: "", hasWords: false))
                    throw Exchange.failure(inStream: type)
                }
            }
            if !progress.isCommitted {
                var chunk = chunk
                held.writeBuffer(&chunk)
                guard isContent || held.readableBytes > Exchange.mostHeldBytes else {
                    watchdog.arm(until: firstWordsBy, .idleTimeout)
                    continue
                }
                progress.isCommitted = true
                progress.attempt.firstEvent = progress.attempt.age
                await sink.send(.begin(contentType: type, by: served))
                await sink.send(.bytes(held, text: words, hasWords: hasWords))
            } else {
                await sink.send(.bytes(chunk, text: words, hasWords: hasWords))
            }
            watchdog.arm(timeouts.idle, .idleTimeout)
            try Task.checkCancellation()
        }
        guard hasEnded else { throw CallFailure(.truncated) }
        await sink.send(.end)
    }

    private func split(_ chunk: ByteBuffer, _ splitter: inout EventSplitter) throws(CallFailure) -> [ServerEvent] {
        do { return try splitter.feed(chunk) } catch { throw CallFailure(.protocolError) }
    }

    private static func failure(inStream type: String) -> CallFailure {
        switch type {
        case "invalid_request_error", "not_found_error", "request_too_large": CallFailure(.badRequest, status: 200)
        case "rate_limit_error", "rate_limit_exceeded", "RESOURCE_EXHAUSTED": CallFailure(.rateLimited, status: 200)
        default: CallFailure(.inStreamError, status: 200)
        }
    }
}
