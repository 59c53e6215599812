import Foundation
import Testing

/// Who is let in, and what the record says of how that is known.
struct TokenTests {
    private static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
    private static let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#
    private static let path = "/v1/proxy/anthropic/v1/messages"

    private func bed(_ mint: TokenMint, keySet: String? = nil) async throws -> GatewayBed {
        try await GatewayBed(
            """
            regions: [europe-west3]
            logging: {flush_seconds: 0.1}
            auth:
              issuers: [{issuer: "\(TokenMint.issuer)", jwks: "\(keySet ?? "jwks.json")"}]
              signing_key: {env: SIGNING_KEY}
            providers: {a: {kind: anthropic, url: PROVIDERS/a, key: {env: PROVIDER_KEY}}}
            models: {claude: {targets: [{provider: a, model: claude-sonnet-4}]}}
            features: {code_completions: claude, code_generations: claude, chat: claude}
            """, environment: ["SIGNING_KEY": mint.pem], files: ["jwks.json": mint.keySet])
    }

    @Test func `an instance's token is proof of the instance, and what it does not say is taken from it`() async throws {
        let mint = try await TokenMint()
        let bed = try await bed(mint)
        let answer = try await bed.ask(Self.path, Self.body, key: try await mint.token(Self.instance))
        #expect(answer.status == 200)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.text("caller.instance") == Self.instance)
        #expect(record.text("caller.proof") == "authenticated")
        #expect(record.text("caller.connection") == "indirect")
        #expect(record.text("caller.realm") == "self-managed")
        #expect(try bed.calls().allSatisfy { $0.text("authorization") != nil })
    }

    @Test func `a token that is not right, or right for something else, is refused in the known words`() async throws {
        let mint = try await TokenMint()
        let stranger = try await TokenMint()
        let bed = try await bed(mint)
        let good = try await mint.token(Self.instance)
        let cases: [(String, Int, String, [String: String], String?)] = [
            ("none", 401, "No authorization header presented", [:], nil),
            ("expired", 401, "Forbidden by auth provider", [:], try await mint.token(Self.instance, expires: -10)),
            ("too early", 401, "Forbidden by auth provider", [:], try await mint.token(Self.instance, from: 600)),
            ("a stranger's", 401, "Forbidden by auth provider", [:], try await stranger.token(Self.instance)),
            (
                "of another issuer", 401, "Forbidden by auth provider", [:],
                try await mint.token(Self.instance, issuer: "https://x.test")
            ),
            ("for another", 401, "Forbidden by auth provider", [:], try await mint.token(Self.instance, audience: "somebody")),
            ("cut", 401, "Forbidden by auth provider", [:], String(good.dropLast(5))),
            ("no token", 401, "Forbidden by auth provider", [:], "ck"),
            ("another instance", 401, "Header mismatch 'X-Gitlab-Instance-Id'", ["x-gitlab-instance-id": "other"], good),
            ("another realm", 401, "Header mismatch 'X-Gitlab-Realm'", ["x-gitlab-realm": "saas"], good),
            (
                "another type", 401, "Invalid authentication token type - only OIDC is supported",
                ["x-gitlab-authentication-type": "basic"], good
            ),
            (
                "no scope", 403, "Unauthorized to access ai_gateway_model_provider_proxy", [:],
                try await mint.token(Self.instance, scopes: ["complete_code"])
            ),
        ]
        for (name, status, words, headers, key) in cases {
            let answer = try await bed.ask(Self.path, Self.body, headers: headers, key: key)
            #expect(answer.status == status, "\(name)")
            #expect(answer.body.contains(words), "\(name): \(answer.body)")
            let region = answer.header("x-gateway-region")
            #expect(region == "europe-west3" && answer.header("x-gateway-instance") != nil, "\(name)")
            let record = try await bed.record(of: try #require(answer.header("x-request-id")))
            #expect(record.text("result.outcome") == "policy_denied" && record.attempts.isEmpty, "\(name)")
            #expect(record.text("caller.proof") != "authenticated", "\(name)")
        }
        #expect(try bed.calls().isEmpty)
    }

    @Test func `a user's token, asked for by an instance, connects directly`() async throws {
        let mint = try await TokenMint()
        let bed = try await bed(mint)
        let user = "Cv4L37An7TsFzTjzy4yCixBZwUsK8+TCQYl7EYHVN8c="
        let headers = ["x-gitlab-global-user-id": user, "x-gitlab-realm": "self-managed", "x-gitlab-instance-id": Self.instance]
        let given = try await bed.ask(
            "/v1/code/user_access_token", "{}", headers: headers, key: try await mint.token(Self.instance))
        #expect(given.status == 200)
        let token = try #require(JSONLine(Data(given.body.utf8))?.text("token"))
        let file = #"{"current_file":{"file_name":"a.py","content_above_cursor":"def f","content_below_cursor":""}}"#
        let answer = try await bed.ask("/v2/code/completions", file, headers: headers, key: token)
        #expect(answer.status == 200)
        #expect(JSONLine(Data(answer.body.utf8))?.text("model.region") == "europe-west3")
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.text("caller.connection") == "direct")
        #expect(record.text("caller.proof") == "authenticated")
        #expect(record.text("caller.user") == user)
        let again = try await bed.ask("/v1/code/user_access_token", "{}", headers: headers, key: token)
        #expect(again.status == 403 && again.body.contains("Unauthorized to create user access token"))
        let other = try await bed.ask(
            "/v2/code/completions", file, headers: ["x-gitlab-global-user-id": "somebody else"], key: token)
        #expect(other.status == 401 && other.body.contains("Header mismatch 'X-Gitlab-Global-User-Id'"))
    }

    @Test func `a token permits what it lists, and a user's token no more than its maker's`() async throws {
        let mint = try await TokenMint()
        let bed = try await bed(mint)
        func component(_ type: String) -> String {
            #"{"prompt_components":[{"type":"\#(type)","payload":{"file_name":"a.py","content_above_cursor":"def f"}}]}"#
        }
        let completing = try await mint.token(Self.instance, scopes: ["complete_code"])
        #expect(try await bed.ask("/v3/code/completions", component("code_editor_completion"), key: completing).status == 200)
        let generation = try await bed.ask("/v3/code/completions", component("code_editor_generation"), key: completing)
        #expect(generation.status == 403 && generation.body.contains("Unauthorized to access generate_code"))
        let user = try await bed.ask(
            "/v1/code/user_access_token", "{}", headers: ["x-gitlab-global-user-id": "u1"], key: completing)
        let made = try #require(JSONLine(Data(user.body.utf8))?.text("token"))
        #expect(try await bed.ask(Self.path, Self.body, key: made).status == 403)
        let nothing = try await bed.ask("/v1/models/definitions", key: try await mint.token(Self.instance, scopes: []))
        #expect(nothing.status == 403 && nothing.body.contains("no_scopes"))
    }

    @Test func `without the issuer's keys it answers that it is not ready, and lets nobody in`() async throws {
        let bed = try await bed(try await TokenMint(), keySet: "http://127.0.0.1:1/jwks")
        #expect(try await bed.ask("/monitoring/healthz").status == 200)
        let ready = try await bed.ask("/monitoring/ready")
        #expect(ready.status == 503 && ready.body.contains("the keys of the issuer \(TokenMint.issuer) are not there"))
        let answer = try await bed.ask(Self.path, Self.body, key: try await TokenMint().token(Self.instance))
        #expect(answer.status == 503)
    }
}
