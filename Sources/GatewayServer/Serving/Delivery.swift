import AsyncAlgorithms
import Clocks
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogFormats
import LogRecords
import NIOCore

/// Brings the answer to an inquiry to the client, while a task of its own gets it from a provider.
struct Delivery: Sendable {
    let gateway: Gateway
    let inquiry: Inquiry
    let presence: ClientPresence
    let loop: any EventLoop

    typealias Pieces = AsyncChannel<AnswerPiece>.AsyncIterator

    func run(_ writer: consuming ResponseWriter, _ story: inout RequestStory) async throws {
        let sink = AnswerSink(isStream: inquiry.call.isStream)
        let runner = runner(sink, story.inbound)
        if inquiry.call.isStream {
            try await runStream(runner, sink, writer, &story)
        } else {
            try await runWhole(runner, sink, writer, &story)
        }
    }

    /// Nothing is written before all is there, so this task can call itself.
    private func runWhole(
        _ runner: CallRunner, _ sink: AnswerSink, _ writer: consuming ResponseWriter, _ story: inout RequestStory
    ) async throws {
        let presence = presence
        let report = await withTaskCancellationHandler {
            await runner.run()
        } onCancel: {
            presence.leave()
        }
        guard case .whole(let status, let type, let body, let text, let served)? = sink.taken else {
            return try await fail(report, writer, &story)
        }
        story.report = report
        do { try await sendWhole(status, type, body, text, served, writer, &story) } catch {
            note(.served, isWritten: false, &story)
            throw error
        }
    }

    private func runStream(
        _ runner: CallRunner, _ sink: AnswerSink, _ writer: consuming ResponseWriter, _ story: inout RequestStory
    ) async throws {
        let calling = Task {
            let report = await runner.run()
            sink.finish()
            return report
        }
        var pieces = sink.pieces.makeAsyncIterator()
        guard let first = await pieces.next() else {
            return try await fail(await report(calling, &pieces), writer, &story)
        }
        var failure: (any Error)?
        do { try await deliver(first, &pieces, writer, &story) } catch {
            // The client cannot be written to any more.
            presence.leave()
            failure = error
        }
        let report = await report(calling, &pieces)
        story.report = report
        note(report.ending, isWritten: failure == nil, &story)
        if let failure { throw failure }
        if case .truncated = report.ending { throw GatewayResponder.BrokenAnswer() }
    }

    /// Why an answer did not reach its end.
    private func note(_ ending: CallReport.Ending, isWritten: Bool, _ story: inout RequestStory) {
        if Task.isCancelled {
            story.isShutdown = true
        } else if case .clientGone = ending {
            story.isClientGone = true
        } else if !isWritten {
            story.isClientGone = true
        }
    }

    private func deliver(
        _ first: AnswerPiece, _ pieces: inout Pieces, _ writer: consuming ResponseWriter, _ story: inout RequestStory
    ) async throws {
        switch first {
        case .begin(let type, let served):
            story.status = 200
            var body = try await writer.writeHead(streamHead(type, served, story))
            try await relay(&pieces, served.target, to: &body, &story)
        case .whole, .bytes, .end: throw GatewayResponder.BrokenAnswer()
        }
    }

    private func runner(_ sink: AnswerSink, _ inbound: InboundRequest) -> CallRunner {
        let (log, isTold) = (gateway.log, gateway.settings.logging.attemptOpen)
        let trace = OutgoingTrace(requestID: inbound.id.uuid, traceparent: inbound.trace.traceparent)
        return CallRunner(
            call: inquiry.call, chain: inquiry.chain, trace: trace, timeouts: gateway.settings.timeouts, loop: loop,
            round: gateway.round, sink: sink,
            client: presence
        ) { attempt, number in
            guard isTold else { return }
            await log.note(.attemptOpen, "\(number) \(attempt.target.id)") { $0.requestID = inbound.id }
        }
    }

    /// Waits for the end of the calls; what they still bring has no reader any more.
    private func report(_ calling: Task<CallReport, Never>, _ pieces: inout Pieces) async -> CallReport {
        // A cancelled task reads nothing; then the calls must end without a reader.
        if Task.isCancelled { presence.leave() }
        while await pieces.next() != nil {}
        return await calling.value
    }

    private func streamHead(_ type: String, _ served: Served, _ story: RequestStory) -> HTTPResponse {
        var fields = gateway.fields(for: story.inbound, attempts: served.attempts)
        fields[.contentType] = type
        fields[.cacheControl] = "no-cache, no-transform"
        fields[.accelBuffering] = "no"
        if case .events = inquiry.shape { fields[.streamingFormat] = "sse" }
        return HTTPResponse(status: .ok, headerFields: fields)
    }

    private func facts(_ target: Target, _ story: RequestStory) -> AnswerShape.Facts {
        AnswerShape.Facts(region: gateway.region, target: target, requestID: story.inbound.id.uuid)
    }

    private func sendWhole(
        _ status: Int, _ type: String, _ body: ByteBuffer, _ text: String, _ served: Served, _ writer: consuming ResponseWriter,
        _ story: inout RequestStory
    ) async throws {
        let own = inquiry.shape.body(text, facts(served.target, story))
        let sent = own ?? body
        var fields = gateway.fields(for: story.inbound, attempts: served.attempts)
        fields[.contentType] = own == nil ? type : "application/json"
        fields[.contentLength] = "\(sent.readableBytes)"
        (story.status, story.bytesOut) = (status, Int64(sent.readableBytes))
        story.firstByte = nanoseconds(from: story.inbound.begun)
        let head = HTTPResponse(status: .init(code: status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: sent))
    }

    private func relay(
        _ pieces: inout Pieces, _ target: Target, to body: inout some ResponseBodyWriter, _ story: inout RequestStory
    ) async throws {
        if let start = inquiry.shape.start(facts(target, story)) { try await write(start, to: &body, &story) }
        while let piece = await pieces.next() {
            switch piece {
            case .bytes(let bytes, let text, let hasWords):
                guard let chunk = inquiry.shape.chunk(bytes, text) else { continue }
                try await write(chunk, to: &body, &story)
                guard hasWords else { continue }
                story.lastToken = nanoseconds(from: story.inbound.begun)
                story.firstToken = story.firstToken ?? story.lastToken
            case .end:
                if let end = inquiry.shape.end { try await write(end, to: &body, &story) }
                try await body.finish(nil)
            case .whole, .begin: break
            }
        }
    }

    private func write(_ bytes: ByteBuffer, to body: inout some ResponseBodyWriter, _ story: inout RequestStory) async throws {
        if story.firstByte == nil { story.firstByte = nanoseconds(from: story.inbound.begun) }
        try await body.write(bytes)
        story.bytesOut += Int64(bytes.readableBytes)
    }

    /// Nothing came: says why, in the provider's own words where the request itself is at fault.
    private func fail(_ report: CallReport, _ writer: consuming ResponseWriter, _ story: inout RequestStory) async throws {
        story.report = report
        guard case .failed(let failure) = report.ending else {
            story.isClientGone = !Task.isCancelled
            story.isShutdown = Task.isCancelled
            throw GatewayResponder.BrokenAnswer()
        }
        let shown = GatewayFailure(failure, isProxy: story.operation == "proxy")
        story.failure = shown
        let isRelayed = failure.answer != nil && story.operation == "proxy"
        let body = isRelayed ? failure.answer?.body ?? ByteBuffer() : shown.body(requestID: story.inbound.id.uuid)
        var fields = gateway.fields(for: story.inbound, attempts: report.attempts.count)
        fields[.contentType] = isRelayed ? failure.answer?.contentType : "application/json"
        fields[.contentLength] = "\(body.readableBytes)"
        if let retryAfter = shown.retryAfter { fields[.retryAfterHeader] = retryAfter }
        (story.status, story.bytesOut) = (shown.status, Int64(body.readableBytes))
        story.firstByte = nanoseconds(from: story.inbound.begun)
        let head = HTTPResponse(status: .init(code: shown.status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    }
}
