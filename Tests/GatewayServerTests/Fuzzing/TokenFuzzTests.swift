import Foundation
import OddValues
import Testing

@testable import GatewayServer

/// Tokens and sets of keys that nobody means well with: nothing ends the process, and nobody is let in by chance.
struct TokenFuzzTests {
    private static let names = [
        "iss", "aud", "sub", "exp", "nbf", "iat", "jti", "scopes", "gitlab_realm", "gitlab_instance_id", "x",
    ]

    private static func quoted(_ value: String) -> String { json(value) }

    @Test func `each claim and each member of a header meets the odd values`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        for (number, value) in OddValue.texts.enumerated() where Dice.tries(number, oneIn: 5) {
            for form in [Self.quoted(value), value, "[\(Self.quoted(value))]", "{\(Self.quoted(value)):1}"] {
                for name in Self.names {
                    _ = await door.refusal(try mint.token(Mint.claims([name: form])))
                }
                for name in ["alg", "kid", "typ", "crit", "jku", "jwk", "x"] {
                    let header = #"{"alg":"ES256","kid":"k1","\#(name)":\#(form)}"#
                    let refusal = await door.refusal(try mint.token(header: header))
                    if name == "crit" { #expect(refusal != nil, "\(header)") }
                }
            }
            #expect(await door.refusal(value) != nil)
        }
        #expect(await door.refusal(try mint.token()) == nil)
    }

    @Test func `a token that is changed anywhere is refused`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        var dice = Dice.throwing("tokens")
        for _ in 0..<Dice.count(1000, soak: 100_000) {
            let token = try mint.token()
            let changed = String(decoding: JSONDamage.done(to: Array(token.utf8), &dice), as: UTF8.self)
            let isSame = changed.trimmingCharacters(in: .whitespacesAndNewlines) == token
            let refusal = await door.refusal(changed)
            #expect((refusal == nil) == isSame, "\(changed)")
        }
    }

    @Test func `claims that are changed and signed end nothing`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        var dice = Dice.throwing("claims")
        for _ in 0..<Dice.count(1000, soak: 100_000) {
            let claims = String(decoding: JSONDamage.done(to: Array(Mint.claims().utf8), &dice), as: UTF8.self)
            let header = String(
                decoding: JSONDamage.done(to: Array(#"{"alg":"ES256","kid":"k1","typ":"JWT"}"#.utf8), &dice), as: UTF8.self)
            _ = await door.refusal(try mint.token(claims, header: header))
        }
        #expect(await door.refusal(try mint.token()) == nil)
    }

    @Test func `each member of a key meets the odd values, and no other key is spoilt`() async throws {
        let (mint, good) = (Mint("odd"), Mint("good"))
        let token = try #require(PresentedToken(try good.token()))
        for name in ["kty", "crv", "use", "alg", "kid", "x", "y"] {
            let parts = mint.element.split(separator: try Regex(#""\#(name)":"[^"]*""#), omittingEmptySubsequences: false)
            let values = OddValue.texts.enumerated().filter { Dice.tries($0.offset, oneIn: 3) }.map { Self.quoted($0.element) }
            for form in values + values.map({ "[\($0)]" }) + ["7", "null"] {
                let odd = parts.joined(separator: "\"\(name)\":\(form)")
                let set = try await KeySet.read(Data(Mint.set([odd, good.element]).utf8))
                #expect(set.verifies(token), "\(name): \(form)")
            }
        }
    }

    @Test func `sets that are changed anywhere end nothing`() async {
        var dice = Dice.throwing("sets of keys")
        let rsa = #"{"kty":"RSA","kid":"r","n":"\#(String(repeating: "_", count: 342))","e":"AQAB"}"#
        let set = Array(Mint.set([Mint().element, rsa]).utf8)
        for _ in 0..<Dice.count(1500, soak: 100_000) {
            _ = try? await KeySet.read(Data(JSONDamage.done(to: set, &dice)))  // most are none
        }
    }
}
