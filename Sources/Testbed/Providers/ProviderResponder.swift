import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOFoundationCompat

/// Answers as the provider that a path names would, and does what a test ordered instead.
struct ProviderResponder: Sendable {
    let standIns: StandIns
    let journal: Journal

    /// What a path asks for.
    private struct Address {
        var standIn: String
        var voice: any Voice
        var model: String?
        var isStream: Bool?
        /// Not a model's answer: a fixed one.
        var fixed: String?
        var isVertexClaude = false
        /// Where Vertex AI is asked to run the model.
        var location: String?
    }

    private struct Broken: Error {}

    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
        let path = String((request.head.path ?? "/").prefix { $0 != "?" })
        let body = try await request.wholeBody(upTo: 64 << 20, writer)
        let parts = path.split(separator: "/").map(String.init)
        if parts.first == "control", parts.count == 2 {
            return try await control(request.method, parts[1], body, writer)
        }
        guard let address = ProviderResponder.address(parts), let standIn = standIns.named(address.standIn) else {
            return try await send(404, OpenAIVoice().error(404), writer)
        }
        try await answer(address, standIn, request, body, path, channel, writer)
    }

    private func control(
        _ method: HTTPRequest.Method, _ name: String, _ body: ByteBuffer, _ writer: consuming ResponseWriter
    ) async throws {
        guard let standIn = standIns.named(name) else {
            return try await send(404, #"{"error":"there is no such stand-in"}"#, writer)
        }
        switch method {
        case .put:
            guard let orders = try? JSONDecoder().decode(Orders.self, from: Data(buffer: body)), orders.isPossible else {
                return try await send(400, #"{"error":"these are no orders"}"#, writer)
            }
            standIn.order(orders)
        case .delete: standIns.forget(name)
        default: break
        }
        let counts = (try? JSONEncoder().encode(standIns.named(name)?.counts)) ?? Data()  // numbers can always be encoded
        try await send(200, String(decoding: counts, as: UTF8.self), writer)
    }

    private static func address(_ parts: [String]) -> Address? {
        guard let name = parts.first else { return nil }
        switch parts.dropFirst().joined(separator: "/") {
        case "v1/messages": return Address(standIn: name, voice: AnthropicVoice())
        case "v1/messages/count_tokens":
            return Address(standIn: name, voice: AnthropicVoice(), isStream: false, fixed: #"{"input_tokens":11}"#)
        case "v1/chat/completions": return Address(standIn: name, voice: OpenAIVoice())
        case "v1/embeddings":
            let fixed =
                #"{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5]}],"model":"m","usage":{"prompt_tokens":11,"total_tokens":11}}"#
            return Address(standIn: name, voice: OpenAIVoice(), isStream: false, fixed: fixed)
        default: break
        }
        guard parts.count == 10, parts[2] == "projects", parts[4] == "locations", parts[6] == "publishers", parts[8] == "models"
        else {
            return nil
        }
        let last = parts[9].split(separator: ":").map(String.init)
        guard last.count == 2 else { return nil }
        let isClaude = parts[7] == "anthropic"
        return Address(
            standIn: name, voice: isClaude ? AnthropicVoice() : VertexVoice(), model: last[0],
            isStream: last[1].hasPrefix("stream"), isVertexClaude: isClaude, location: parts[5])
    }

    private struct Asked: Decodable {
        struct Options: Decodable { var include_usage: Bool? }
        var model: String?
        var stream: Bool?
        var stream_options: Options?
        var anthropic_version: String?
    }

    private func answer(
        _ address: Address, _ standIn: StandIn, _ request: Request, _ body: ByteBuffer, _ path: String, _ channel: any Channel,
        _ writer: consuming ResponseWriter
    ) async throws {
        let turn = standIn.begin()
        let asked = try? JSONDecoder().decode(Asked.self, from: Data(buffer: body))  // nil: answered with 400
        let model = address.model ?? asked?.model ?? "none"
        let isStream = address.isStream ?? asked?.stream ?? false
        let key = request.headers[.authorization] ?? HTTPField.Name("x-api-key").flatMap { request.headers[$0] }
        var line = CallLine(
            stand_in: standIn.name, call: turn.number, path: path, model: model,
            location: address.location ?? standIn.settings.location,
            stream: isStream, started: Journal.now(),
            fault: turn.fault?.kind.rawValue, request_id: "req-\(standIn.name)-\(turn.number)",
            authorization: key.map { CallLine.fingerprint(Data($0.utf8)) },
            x_request_id: HTTPField.Name("x-request-id").flatMap { request.headers[$0] },
            traceparent: HTTPField.Name("traceparent").flatMap { request.headers[$0] },
            body: CallLine.fingerprint(Data(buffer: body)))
        let speech = Speech(
            voice: address.voice, turn: turn, standIn: standIn.name, model: model, requestID: line.request_id,
            withUsage: asked?.stream_options?.include_usage == true)
        let isElsewhere = address.location != nil && standIn.settings.location.map { $0 != address.location } == true
        let isWrong =
            asked == nil || isElsewhere || address.isVertexClaude && (asked?.anthropic_version == nil || asked?.model != nil)
        let result: Result<Void, any Error>
        do {
            if key == nil {
                try await refuse(401, speech, writer, &line)
            } else if isWrong {
                try await refuse(400, speech, writer, &line)
            } else {
                try await speech.speak(isStream: isStream, fixed: address.fixed, writer, on: channel, &line)
            }
            result = .success(())
        } catch {
            if line.outcome == "completed" { line.outcome = "client_gone" }
            result = .failure(error)
        }
        standIn.end(wasCancelled: line.outcome == "client_gone")
        journal.write(line)
        try result.get()
    }

    private func refuse(
        _ status: Int, _ speech: Speech, _ writer: consuming ResponseWriter, _ line: inout CallLine
    ) async throws {
        (line.status, line.outcome) = (status, "error")
        try await send(status, speech.voice.error(status), writer)
    }

    private func send(_ status: Int, _ text: String, _ writer: consuming ResponseWriter) async throws {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        fields[.contentLength] = "\(text.utf8.count)"
        let head = HTTPResponse(status: .init(code: status), headerFields: fields)
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
