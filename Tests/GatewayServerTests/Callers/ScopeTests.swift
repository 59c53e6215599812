import Crypto
import Foundation
import Testing

@testable import GatewayServer

/// What a token is good for, and what can be made of it.
struct ScopeTests {
    private static func door(_ mint: Mint, _ change: (inout AuthSettings) -> Void = { _ in }) async throws -> Door {
        try await Door(keySet: Mint.set([mint.element]), signing: P256.Signing.PrivateKey().pemRepresentation, change)
    }

    private static func scopes(_ names: [String]?) -> String {
        Mint.claims(["scopes": names.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]" }])
    }

    @Test(arguments: [
        (Endpoint.codeCompletions, ["complete_code"]), (.codeGenerations, ["generate_code"]),
        (.codeCompletionsV3, ["complete_code", "generate_code"]), (.suggestionsV4, ["complete_code", "generate_code"]),
        (.chatAgent, ["duo_chat"]), (.prompt("a"), ["duo_chat"]), (.prompt("b"), ["explain_vulnerability"]),
        (.proxy(.chat, model: nil, isStream: nil), ["ai_gateway_model_provider_proxy"]), (.userToken, ["complete_code"]),
    ])
    func `each endpoint asks for its own`(_ endpoint: Endpoint, _ names: [String]) async throws {
        let mint = Mint()
        let door = try await Self.door(mint)
        let prompts = Data(#"{"model":"m","user":"u","scope":"explain_vulnerability"}"#.utf8)
        var features = FeatureSettings()
        features.prompts = ["b": try JSONDecoder().decode(PromptSettings.self, from: prompts)]
        let all = ["complete_code", "generate_code", "duo_chat", "ai_gateway_model_provider_proxy", "explain_vulnerability", "x"]
        for name in all {
            let refusal = await door.refusal(try mint.token(Self.scopes([name])), for: endpoint.scopes(features))
            #expect((refusal == nil) == names.contains(name), "\(name)")
        }
    }

    @Test func `a token without scopes may do nothing, unless that is wanted`() async throws {
        let mint = Mint()
        let strict = try await Self.door(mint)
        let lax = try await Self.door(mint) { $0.tokensWithoutScopes = .allow }
        for wanted in [[Scope.proxy], [.chat], []] {
            #expect(await strict.refusal(try mint.token(Self.scopes(nil)), for: wanted) == .noScopes)
            #expect(await strict.refusal(try mint.token(Self.scopes([])), for: wanted) == .noScopes)
            #expect(await lax.refusal(try mint.token(Self.scopes(nil)), for: wanted) == nil)
            #expect(await lax.refusal(try mint.token(Self.scopes([])), for: wanted) == .noScopes)
        }
    }

    @Test(arguments: [
        (["complete_code"], ["complete_code"]), (["complete_code", "duo_chat", "generate_code"], ["complete_code"]),
        (["ai_gateway_model_provider_proxy", "complete_code"], ["complete_code", "ai_gateway_model_provider_proxy"]),
    ])
    func `a user's token permits nothing that its maker's does not`(_ given: [String], _ kept: [String]) async throws {
        let mint = Mint()
        let door = try await Self.door(mint)
        let maker = try await door.caller(try mint.token(Self.scopes(given)))
        try Gatekeeper.mayMakeTokens(maker)
        let made = try #require(try await door.signing?.userToken("user", for: maker))
        let user = try await door.caller(made.token)
        #expect(user.scopes == kept && user.connection == .direct && user.user == "user")
        #expect(user.instance == Mint.instance && user.realm == "self-managed")
    }

    @Test func `a user's token makes no other, and neither does who has proven nothing`() async throws {
        let mint = Mint()
        let door = try await Self.door(mint)
        let made = try #require(try await door.signing?.userToken("user", for: try await door.caller(try mint.token())))
        let user = try await door.caller(made.token)
        #expect(throws: Refusal.ownToken) { try Gatekeeper.mayMakeTokens(user) }
        #expect(throws: Refusal.forbidden) { try Gatekeeper.mayMakeTokens(Caller()) }
    }

    @Test func `what only headers say is not signed`() async throws {
        let mint = Mint()
        let door = try await Self.door(mint)
        let headers = ["x-gitlab-realm": "saas", "x-gitlab-instance-id": Mint.instance]
        let maker = try await door.caller(try mint.token(Mint.claims(["gitlab_realm": nil])), for: [.completeCode], headers)
        #expect(maker.realm == nil)
        let made = try #require(try await door.signing?.userToken("user", for: maker))
        #expect(PresentedToken(made.token)?.claims.realm == nil)
    }

    @Test func `an issuer cannot call itself this gateway`() async throws {
        let mint = Mint()
        let door = try await Self.door(mint)
        let claims = Mint.claims(["iss": "\"gitlab-ai-gateway\""])
        #expect(await door.refusal(try mint.token(claims, header: #"{"alg":"ES256","kid":"gateway_signing_key"}"#)) == .forbidden)
    }
}
