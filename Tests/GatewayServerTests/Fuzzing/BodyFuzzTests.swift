import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import OddValues
import Testing

@testable import GatewayServer

/// Bodies of all endpoints that nobody means well with.
struct BodyFuzzTests {
    private static let endpoints: [Endpoint] = [
        .proxy(.messages, model: nil, isStream: nil), .proxy(.chat, model: nil, isStream: nil),
        .proxy(.generateContent, model: "m", isStream: true), .proxy(.embeddings, model: nil, isStream: false), .codeCompletions,
        .codeGenerations, .codeCompletionsV3, .suggestionsV4, .chatAgent, .prompt("p"),
    ]

    /// A reader with one model that each kind of provider serves.
    private static func withReader(_ body: (InquiryReader, [Target]) async throws -> Void) async throws {
        let kinds = [
            #"{"kind":"anthropic"}"#, #"{"kind":"openai"}"#, #"{"kind":"vertex_ai","project":"p","location":"l"}"#,
        ]
        let providers = try kinds.map { text in
            try Provider(
                "a", try JSONDecoder().decode(ProviderSettings.self, from: Data(text.utf8)), TimeoutSettings(),
                group: MultiThreadedEventLoopGroup.singleton, environment: [:])
        }
        let targets = providers.flatMap { [Target(provider: $0, model: "claude-x"), Target(provider: $0, model: "other")] }
        var features = FeatureSettings()
        (features.codeCompletions, features.codeGenerations, features.chat) = ("m", "m", "m")
        let kept = Data(#"{"model":"m","system":"{c}{a}","user":"Say {a} \"{c}\" {d}"}"#.utf8)
        features.prompts = ["p": try JSONDecoder().decode(PromptSettings.self, from: kept)]
        let reader = InquiryReader(chains: ["m": Chain(model: "m", targets: targets, clientGone: .cancel)], features: features)
        let result: Result<Void, any Error>
        do { result = .success(try await body(reader, targets)) } catch { result = .failure(error) }
        for provider in providers { try await provider.client.shutdown() }
        try result.get()
    }

    /// What is sent is JSON again, and names the target's model alone.
    private static func check(
        _ bytes: [UInt8], _ endpoint: Endpoint, _ reader: InquiryReader, _ targets: [Target], _ what: String
    ) async -> Bool {
        guard let inquiry = try? await reader.inquiry(endpoint, ByteBuffer(bytes: bytes), versions: []) else { return false }
        for target in targets where inquiry.call.canBeServed(by: target) {
            let sent = inquiry.call.outgoing(to: target).body
            let members = await JSONMembers.read(sent)
            #expect(members != nil, "\(what): \(String(buffer: sent).prefix(2000))")
            guard target.provider.kind != .vertexAI else { continue }
            #expect(members?.string("model") == target.model, "\(what): \(String(buffer: sent).prefix(2000))")
            let alike = (try? JSONDecoder().decode([String: Anything].self, from: Data(sent.readableBytesView)))?.keys
            #expect(alike?.filter { $0.lowercased() == "model" }.count ?? 1 == 1, "\(what): \(String(buffer: sent).prefix(2000))")
        }
        return true
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    @Test func `whatever a body is, what goes on is JSON and asks for the model that was chosen`() async throws {
        try await Self.withReader { reader, targets in
            var dice = Dice.throwing("bodies")
            var taken = 0
            for _ in 0..<Dice.count(1500, soak: 100_000) {
                let bytes = JSONDamage.done(to: dice.element(of: JSONDamage.objects), &dice)
                let endpoint = Self.endpoints[dice.below(Self.endpoints.count)]
                if await Self.check(bytes, endpoint, reader, targets, "a damaged one") { taken += 1 }
            }
            #expect(taken > 50)
        }
    }

    @Test func `each member of a body meets the odd values`() async throws {
        try await Self.withReader { reader, targets in
            let body =
                #"{"model":"m","stream":V,"anthropic_version":V,"messages":V,"current_file":{"file_name":V,"content_above_cursor":V,"#
                + #""language_identifier":V,"content_below_cursor":V,"instruction":V},"prompt_components":[{"type":V,"payload":{"file_name":V,"#
                + #""content_above_cursor":V,"content":V,"model":V}}],"inputs":{"a":V,"c":V},"MODEL":V,"V":1}"#
            let places = body.split(separator: "V", omittingEmptySubsequences: false)
            for (number, value) in OddValue.texts.enumerated() where Dice.tries(number, oneIn: 8) {
                for form in [json(value), "[\(json(value))]", "{\(json(value)):7}"] {
                    for place in 1..<places.count {
                        let text = places[..<place].joined(separator: "\"x\"") + form + places[place...].joined(separator: "\"x\"")
                        for endpoint in Self.endpoints {
                            _ = await Self.check(Array(text.utf8), endpoint, reader, targets, "\(place) \(form.prefix(80))")
                        }
                    }
                }
            }
        }
    }
}
