import HTTPServing
import HTTPTypes
import HummingbirdCore
import NIOCore

/// One answer of a stand-in, with whatever a test ordered to go wrong.
struct Speech: Sendable {
    let voice: any Voice
    let turn: StandIn.Turn
    let standIn: String
    let model: String
    let requestID: String
    let withUsage: Bool

    /// The fault that was ordered: the connection ends here.
    struct Ordered: Error {}

    private var id: String { "\(standIn)\(turn.number)" }

    private func word(_ number: Int) -> String {
        let word = "\(standIn)-\(turn.number)-\(number) "
        return word + String(repeating: ".", count: max(0, turn.pieceBytes - word.utf8.count))
    }

    func speak(
        isStream: Bool, fixed: String?, _ writer: consuming ResponseWriter, on channel: any Channel,
        _ line: inout CallLine
    ) async throws {
        try await wait(turn.delayMilliseconds)
        let fault = turn.fault
        switch fault?.kind {
        case .headerStall: try await stall(fault?.milliseconds ?? 60_000, on: channel)
        case .close:
            line.outcome = "cut"
            throw Ordered()
        case .status:
            (line.status, line.outcome) = (fault?.status ?? 503, "error")
            return try await send(line.status ?? 503, voice.error(line.status ?? 503), "application/json", writer)
        case .badPayload:
            line.status = 200
            return try await send(200, "<html>not what was asked for</html>", "text/html", writer)
        default: break
        }
        line.status = 200
        if isStream {
            try await stream(writer, on: channel, &line)
        } else {
            let text = fixed ?? voice.answer((0..<turn.pieces).map(word).joined(), pieces: turn.pieces, id: id, model: model)
            try await whole(text, writer, &line)
        }
    }

    private func whole(_ text: String, _ writer: consuming ResponseWriter, _ line: inout CallLine) async throws {
        guard turn.fault?.kind == .cutBody else {
            try await send(200, text, "application/json", writer)
            line.pieces_sent = turn.pieces
            return
        }
        line.outcome = "cut"
        var body = try await writer.writeHead(head(200, "application/json", length: text.utf8.count))
        try await body.write(ByteBuffer(string: String(text.prefix(text.count / 2))))
        throw Ordered()
    }

    private func stream(_ writer: consuming ResponseWriter, on channel: any Channel, _ line: inout CallLine) async throws {
        let fault = turn.fault
        let after = fault?.afterPieces ?? 3
        var body = try await writer.writeHead(head(200, "text/event-stream", length: nil))
        for event in voice.opening(id: id, model: model) { try await say(event, &body) }
        for number in 0..<turn.pieces {
            if number == after, try await isOver(fault, &body, on: channel, &line) { return try await body.finish(nil) }
            let piece = voice.piece(
                word(number), isLast: number == turn.pieces - 1, pieces: turn.pieces, id: id, model: model)
            if fault?.kind == .noDone, number == turn.pieces - 1, voice is VertexVoice { break }
            try await say(piece, &body)
            line.pieces_sent += 1
            try await wait(turn.pieceDelayMilliseconds)
            if !channel.isActive { throw Ordered() }
        }
        if fault?.kind != .noDone {
            for event in voice.closing(pieces: turn.pieces, id: id, model: model, withUsage: withUsage) {
                try await say(event, &body)
            }
        }
        try await body.finish(nil)
    }

    /// Does what was ordered for the middle of a stream; `true`: the stream ends here, in order.
    private func isOver(
        _ fault: Fault?, _ body: inout some ResponseBodyWriter, on channel: any Channel, _ line: inout CallLine
    ) async throws -> Bool {
        switch fault?.kind {
        case .cut:
            try await stall(fault?.milliseconds ?? 0, on: channel)
            line.outcome = "cut"
            throw Ordered()
        case .stall: try await stall(fault?.milliseconds ?? 60_000, on: channel)
        case .errorEvent:
            line.outcome = "error"
            try await body.write(ByteBuffer(string: voice.failure))
            return true
        case .badLine:
            try await body.write(ByteBuffer(string: "this line is no field\n\ndata: {\"this\": is no JSON\n\n"))
        case .hugeEvent:
            try await body.write(
                ByteBuffer(string: "event: huge\ndata: {\"huge\":\"\(String(repeating: "h", count: 8 << 20))\"}\n\n"))
        default: break
        }
        return false
    }

    private func say(_ event: String, _ body: inout some ResponseBodyWriter) async throws {
        guard turn.fault?.kind == .drip else { return try await body.write(ByteBuffer(string: event)) }
        for byte in event.utf8 {
            try await body.write(ByteBuffer(bytes: [byte]))
            try await wait(turn.fault?.milliseconds ?? 1)
        }
    }

    private func wait(_ milliseconds: Int) async throws {
        if milliseconds > 0 { try await Task.sleep(for: .milliseconds(milliseconds)) }
    }

    /// Says nothing for a while, and ends at once when the caller has left.
    private func stall(_ milliseconds: Int, on channel: any Channel) async throws {
        let until = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < until {
            guard channel.isActive else { throw Ordered() }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func head(_ status: Int, _ type: String, length: Int?) -> HTTPResponse {
        var fields = HTTPFields()
        fields[.contentType] = type
        if let length { fields[.contentLength] = "\(length)" }
        for (name, value) in [("request-id", requestID), ("x-request-id", requestID), ("cf-ray", "8c38fb2918f135d2-IAD")] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if let after = turn.fault?.retryAfter, let name = HTTPField.Name("retry-after") { fields[name] = after }
        return HTTPResponse(status: .init(code: status), headerFields: fields)
    }

    private func send(_ status: Int, _ text: String, _ type: String, _ writer: consuming ResponseWriter) async throws {
        let head = head(status, type, length: text.utf8.count)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
