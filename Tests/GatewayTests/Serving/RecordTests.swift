import Foundation
import Testing
import Workbench

/// What a record says beside the attempts.
struct RecordTests {
    static func configuration(trusted: String = "127.0.0.1/32", more: String = "") -> String {
        """
        regions: [europe-west3]
        logging: {flush_seconds: 0.1}
        server: {trusted_peers: [\(trusted)], max_body_bytes: 100000}
        auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
        providers:
          a: {kind: anthropic, url: PROVIDERS/a, key: {env: PROVIDER_KEY}}
          v: {kind: vertex_ai, url: PROVIDERS/v, project: p, location: europe-west4, key: {env: PROVIDER_KEY}}
        models:
          claude: {targets: [{provider: a, model: claude-sonnet-4}, {provider: v, model: claude-sonnet-4@20250514}]}
          gemini: {targets: [{provider: a, model: none}, {provider: v, model: gemini-2.5-pro}]}
        features: {code_completions: claude, code_generations: claude, chat: claude, prompts: {chat/explain: {model: claude, user: "Say {x}"}}}
        \(more)
        """
    }

    private static let messages = "/v1/proxy/anthropic/v1/messages"
    private static let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"my secret prompt"}]}"#
    private static let edge = [
        "cf-ray": "8c38fb2918f135d2-FRA", "cf-ipcountry": "DE", "cf-connecting-ip": "203.0.113.7",
        "x-request-id": "01JYSFBEGWM01JCH9NHK9ZP24X", "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "x-gitlab-host-name": "gitlab.example.test", "x-gitlab-version": "18.1.0",
    ]

    @Test func `the edge's headers are kept and believed from a trusted peer`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let answer = try await bed.ask(Self.messages + "?api_key=abc", Self.body, headers: Self.edge)
        #expect(answer.header("cf-ray") == "8c38fb2918f135d2-FRA")
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.value("edge.trusted") == true)
        #expect(record.text("edge.ray") == "8c38fb2918f135d2-FRA")
        #expect(record.text("edge.country") == "DE")
        #expect(record.text("edge.address") == "203.0.113.7")
        #expect(record.text("client_request_id") == "01JYSFBEGWM01JCH9NHK9ZP24X")
        #expect(record.text("trace_id") == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(record.text("parent_span_id") == "00f067aa0ba902b7")
        #expect(record.text("http.path") == Self.messages)
        #expect(record.number("usage.input") == 11)
        #expect(record.text("usage.source") == "provider")
        let call = try #require(try bed.calls().first)
        #expect(call.text("traceparent")?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
        #expect(call.text("traceparent")?.contains(record.text("span_id") ?? "?") == true)
        #expect(record.attempts.first?.text("request_id") == call.text("request_id"))
    }

    @Test func `headers about others are not believed from anybody else`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration(trusted: "10.0.0.0/8"))
        let answer = try await bed.ask(Self.messages, Self.body, headers: Self.edge)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.value("edge.trusted") == false)
        #expect(record.text("edge.address") == "127.0.0.1")
    }

    @Test func `no prompt, answer, key or query is in any line or page`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let asked = Self.body.replacing("secret prompt", with: "secret prompt \u{1B}[31m")
        for path in [Self.messages + "?key=query-secret", "/nowhere?key=query-secret"] {
            _ = try await bed.ask(path, path.hasPrefix("/v1") ? Self.body : asked)
        }
        _ = try await bed.ask(Self.messages, asked, key: "wrong-key")
        let metrics = try await bed.metrics()
        #expect(try await bed.stop() == 0)
        let all = try bed.lines().map { "\($0.object)" }.joined() + metrics + bed.gateway.output
        #expect(try bed.lines().count >= 5)
        for secret in ["secret prompt", "query-secret", "pk-secret", "wrong-key", "a-1-0"] {
            #expect(!all.contains(secret), "\(secret)")
        }
    }

    @Test func `lines are copied to standard output, and calls told of when they begin, where that is wanted`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, stdout: true, attempt_open: true"))
        try await bed.order("a", #"{"faults":[{"kind":"status","status":529}]}"#)
        let answer = try await bed.ask(Self.messages, Self.body)
        let id = try #require(answer.header("x-request-id"))
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        let opened = lines.filter { $0.text("kind") == "attempt_open" }
        #expect(opened.map { $0.text("event") } == ["1 a/claude-sonnet-4", "2 v/claude-sonnet-4@20250514"])
        #expect(opened.allSatisfy { $0.text("request_id") == id })
        let copied = bed.gateway.output.split(separator: "\n").compactMap { JSONLine(Data($0.utf8)) }
        #expect(copied.map { $0.number("seq") } == lines.map { $0.number("seq") })
    }

    @Test func `a target that does not speak the client's protocol is left out, with that reason`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let answer = try await bed.ask(Protocol.vertex.path("gemini", false), Protocol.vertex.body("gemini", false))
        #expect(answer.status == 200)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        let excluded = record.value("routing.excluded", as: [[String: String]].self) ?? []
        #expect(excluded == [["target": "a/none", "why": "capability"]])
        #expect(record.attempts.map { $0.text("location") } == ["europe-west4"])
        // The client's project and location are replaced by our own.
        #expect(
            try bed.calls().first?.text("path")
                == "/v/v1/projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro:generateContent")
    }

    @Test func `Claude moves from Anthropic to Vertex AI in the protocol of each`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        try await bed.order("a", #"{"faults":[{"kind":"status","status":529}]}"#)
        let answer = try await bed.ask(Self.messages, Self.body)
        #expect(answer.status == 200 && answer.header("x-gateway-attempts") == "2")
        let calls = try bed.calls()
        #expect(calls.map { $0.text("stand_in") } == ["a", "v"])
        #expect(calls.last?.number("status") == 200)
    }

    @Test func `what is wrong with a request is said at once, and no provider is called`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let cases: [(String, String?, Int, String)] = [
            (Self.messages, "no JSON", 422, "malformed_body"), (Self.messages, "[1]", 422, "malformed_body"),
            (Self.messages, "{}", 422, "field_missing"), (Self.messages, #"{"model":"other"}"#, 404, "model_not_found"),
            (Self.messages, #"{"model":""# + String(repeating: "x", count: 200_000) + #""}"#, 413, "body_too_large"),
            (Self.messages, nil, 405, "method_not_allowed"), ("/v1/proxy/anthropic/v1/files", "{}", 404, "no_such_path"),
            ("/v1/prompts/chat/other", "{}", 404, "prompt_not_found"), ("/v2/code/completions", "{}", 422, "field_missing"),
        ]
        for (path, body, status, code) in cases {
            let answer = try await bed.ask(path, body)
            #expect(answer.status == status, "\(path) \(code)")
            let line = try #require(JSONLine(Data(answer.body.utf8)))
            #expect(line.text("error.code") == code && line.text("type") == "error")
            let record = try await bed.record(of: try #require(answer.header("x-request-id")))
            #expect(record.text("result.error") == code && record.attempts.isEmpty)
            #expect(line.text("request_id") == record.text("request_id"))
        }
        #expect(try bed.calls().isEmpty)
    }

    @Test func `each endpoint answers in its own shape`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let file = #"{"file_name":"a.py","content_above_cursor":"def f","content_below_cursor":"","language_identifier":"python"}"#
        let component = #"{"prompt_components":[{"type":"code_editor_completion","payload":\#(file)}]}"#
        let v2 = try await bed.ask("/v2/code/completions", #"{"current_file":\#(file)}"#)
        #expect(JSONLine(Data(v2.body.utf8))?.text("model.region") == "europe-west3")
        #expect(JSONLine(Data(v2.body.utf8))?.text("model.lang") == "python")
        let v3 = try await bed.ask("/v3/code/completions", component)
        #expect(JSONLine(Data(v3.body.utf8))?.text("metadata.region") == "europe-west3")
        let v4 = try await bed.ask("/ai/v4/code/suggestions", component)
        #expect(v4.header("x-streaming-format") == "sse")
        #expect(v4.body.hasPrefix("event: stream_start\ndata: {\"metadata\":{"))
        #expect(
            v4.body.contains("event: content_chunk\ndata: {\"choices\":[{\"delta\":{\"content\":\"a-3-0 \"},\"index\":0}]}\n\n"))
        #expect(v4.body.hasSuffix("event: stream_end\ndata: null\n\n"))
        let chat = try await bed.ask("/v1/chat/agent", #"{"prompt_components":[{"payload":{"content":"hi"}}],"stream":true}"#)
        #expect(chat.body.hasPrefix("a-4-0 a-4-1 "))
        let prompt = try await bed.ask("/v1/prompts/chat/explain", #"{"inputs":{"x":"hello"}}"#)
        #expect(JSONLine(Data(prompt.body.utf8))?.text("content")?.hasPrefix("a-5-0 ") == true)
        let models = try await bed.ask("/v1/models/definitions")
        #expect(models.body.contains(#"{"identifier":"claude","name":"claude"}"#))
        let region = try await bed.ask("/monitoring/region")
        #expect(JSONLine(Data(region.body.utf8))?.text("region") == "europe-west3")
    }
}
