import NIOCore

/// https://cloud.google.com/vertex-ai/docs/reference/rest/v1/GenerateContentResponse
struct GenerateReading: AnswerReading {
    private struct Chunk: Decodable {
        struct Part: Decodable { var text: String? }
        struct Content: Decodable { var parts: [Part]? }
        struct Candidate: Decodable {
            var content: Content?
            var finishReason: String?
        }
        struct Usage: Decodable {
            var promptTokenCount: ProviderCount?
            var candidatesTokenCount: ProviderCount?
        }
        struct Failure: Decodable { var status: String? }

        var candidates: [Candidate]?
        var usageMetadata: Usage?
        var error: Failure?

        var text: String? {
            let texts = (candidates ?? []).flatMap { $0.content?.parts ?? [] }.compactMap(\.text)
            return texts.isEmpty ? nil : texts.joined()
        }
    }

    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent {
        guard let chunk: Chunk = decoded(event.data) else { return .unknown }
        take(chunk, &facts)
        if let error = chunk.error { return .failure(type: error.status ?? "error") }
        return .content(text: chunk.text, isLast: chunk.candidates?.contains { $0.finishReason != nil } ?? false)
    }

    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String? {
        guard let answer: Chunk = decoded(answer) else { return nil }
        take(answer, &facts)
        return answer.text ?? ""
    }

    private func take(_ chunk: Chunk, _ facts: inout AnswerFacts) {
        facts.take(finishReason: chunk.candidates?.lazy.compactMap(\.finishReason).first)
        guard let usage = chunk.usageMetadata else { return }
        facts.counts.take(TokenCounts(usage.promptTokenCount, usage.candidatesTokenCount))
    }
}
