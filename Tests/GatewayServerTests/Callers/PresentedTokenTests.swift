import Crypto
import Foundation
import Testing

@testable import GatewayServer

/// Tokens that are signed as they should be, and say what they should not.
struct PresentedTokenTests {
    @Test func `a token of the usual kind is let in`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let caller = try await door.caller(try mint.token())
        #expect(caller.isAuthenticated && caller.connection == .indirect && caller.instance == Mint.instance)
        #expect(caller.scopes == ["complete_code"] && caller.realm == "self-managed")
    }

    @Test(arguments: [
        #"{"alg":"none","kid":"k1"}"#, #"{"alg":"None","kid":"k1"}"#, #"{"alg":"HS256","kid":"k1"}"#,
        #"{"alg":"RS256","kid":"k1"}"#,
        #"{"alg":"ES384","kid":"k1"}"#, #"{"alg":"es256","kid":"k1"}"#, #"{"kid":"k1"}"#, #"{"alg":["ES256"],"kid":"k1"}"#,
        #"{"alg":"ES256","kid":"k1","crit":["exp"]}"#, #"{"alg":"ES256","kid":"k1","crit":[]}"#,
        #"{"alg":"ES256","kid":"k1","crit":"b64","b64":false}"#, #"{"alg":"ES256","kid":"k1","crit":["b64"],"b64":true}"#,
        #"{"alg":"ES256","kid":7}"#, #"["ES256"]"#, "", "{", #"{"alg":"ES256","kid":"k1"} x"#,
    ])
    func `a header with another algorithm, or with what must be understood and is not, is refused`(_ header: String) async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let refusal = await door.refusal(try mint.token(header: header))
        #expect(refusal == .forbidden || refusal?.code == "unknown_key", "\(String(describing: refusal))")
    }

    @Test func `a token whose last character has spare bits is another text, and refused`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let token = try mint.token()
        // 64 bytes of signature leave four spare bits in their last character.
        let last = try #require(token.last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let index = try #require(alphabet.firstIndex(of: last))
        #expect(await door.refusal(token) == nil)
        for spare in 1..<16 {
            #expect(await door.refusal(String(token.dropLast()) + String(alphabet[index + spare])) == .forbidden, "\(spare)")
        }
    }

    @Test func `headers that bring a key along, and members that nobody knows, are not looked at`() async throws {
        let (mint, stranger) = (Mint(), Mint())
        let door = try await Door(keySet: Mint.set([mint.element]))
        let header = #"{"alg":"ES256","kid":"k1","jwk":\#(stranger.element),"x":1e300,"y":[[[[1]]]],"jku":"http://127.0.0.1:1/"}"#
        #expect(await door.refusal(try mint.token(header: header)) == nil)
        #expect(await door.refusal(try stranger.token(header: header)) == .forbidden)
    }

    private static let odd: [(String, String?)] = [
        ("aud", "[]"), ("aud", nil), ("aud", "7"), ("aud", #"["somebody"]"#), ("exp", nil), ("exp", "1e300 "), ("exp", "-1e300"),
        ("exp", "\"4102444800\""), ("exp", "0"), ("nbf", "1e300"), ("nbf", "\"now\""), ("sub", "\"\""), ("sub", nil), ("sub", "[]"),
        ("iss", "\"https://somebody.test\""), ("iss", nil), ("scopes", "\"complete_code\""), ("scopes", "[1]"), ("scopes", nil),
        ("scopes", "[]"), ("scopes", #"["COMPLETE_CODE"]"#), ("gitlab_realm", "[]"),
    ]

    @Test(arguments: odd) func `claims of another shape end nothing, and let nobody in`(_ name: String, _ json: String?)
        async throws
    {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let refusal = await door.refusal(try mint.token(Mint.claims([name: json])))
        #expect((refusal == nil) == (json == "1e300 "), "\(name) \(json ?? "absent")")
    }

    @Test func `several audiences are taken if this gateway is one`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        #expect(await door.refusal(try mint.token(Mint.claims(["aud": #"["a","gitlab-ai-gateway"]"#]))) == nil)
    }

    @Test(arguments: ["=", "+", "/", " ", "\n", "\u{0}", "é"])
    func `a character that is none of base64url's makes it no token`(_ character: String) async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let token = try mint.token()
        #expect(await door.refusal(token.dropLast(7) + character + token.suffix(7)) == .forbidden)
    }

    @Test func `a token that names no key is for the one key there is, and for none of several`() async throws {
        let (mint, other) = (Mint("a"), Mint("b"))
        let token = try mint.token(header: #"{"alg":"ES256"}"#)
        #expect(try await Door(keySet: Mint.set([mint.element])).refusal(token) == nil)
        let door = try await Door(keySet: Mint.set([mint.element, other.element]))
        #expect(await door.refusal(token)?.code == "unknown_key")
    }

    @Test func `a key that is not known is said to be so, with the time until the keys are fetched again`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let refusal = try #require(await door.refusal(try Mint("other").token()))
        let failure = GatewayFailure(refusal)
        #expect(failure.status == 401 && failure.code == "unknown_key")
        #expect((1...60).contains(try #require(failure.retryAfter.flatMap { Int($0) })))
        #expect(failure.message.hasPrefix("Forbidden by auth provider"))
    }
}
