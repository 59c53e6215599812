import Crypto
import Foundation
import JWTKit
import Testing

@testable import GatewayServer

/// Sets of keys as others publish them.
struct KeySetTests {
    private static let strange = [
        #"{"kty":"AKP","kid":"pq","alg":"ML-DSA-44","pub":"AAAA"}"#, #"{"kty":"oct","kid":"o","k":"AAAA"}"#,
        #"{"kty":"EC","crv":"secp256k1","kid":"k","x":"AAAA","y":"AAAA"}"#,
        #"{"kty":"EC","crv":"P-256","kid":"k","x":"AAAA","y":"AAAA"}"#,
        #"{"kty":"EC","crv":"P-256","kid":"k","x":"\#(String(repeating: "A", count: 43))","y":"\#(String(repeating: "A", count: 43))"}"#,
        #"{"kty":"RSA","kid":"r","n":"AQAB","e":"AQAB"}"#, #"{"kty":"RSA","kid":"r","n":"","e":""}"#, #"{"kty":"RSA","kid":"r"}"#,
        #"{"kty":"RSA","kid":"r","n":"\#(String(repeating: "_", count: 171))","e":"AQAB"}"#,
        #"{"kty":"RSA","kid":"r","n":"\#(String(repeating: "_", count: 100_000))","e":"AQAB"}"#,
        #"{"kty":"RSA","kid":"r","n":"\#(String(repeating: "_", count: 342))","e":"AA"}"#,
        #"{"kty":"OKP","crv":"Ed25519","kid":"e","x":"AAAA"}"#, #"{"kty":7}"#, "{}", "null", "7", "[]", "\"key\"", #"{"kty":"EC"}"#,
        #"{"kty":"EC","crv":"P-256","alg":"ES256","use":"enc","kid":"k","x":"AAAA","y":"AAAA"}"#, #"{"kty":"EC","kid":[]}"#,
    ]

    @Test(arguments: strange) func `a key that is not understood spoils no other`(_ element: String) async throws {
        let mint = Mint()
        let set = try await KeySet.read(Data(Mint.set([element, mint.element, element]).utf8))
        #expect(set.count == 1 && set.leftOut == 2)
        #expect(set.verifies(try #require(PresentedToken(try mint.token()))))
    }

    @Test func `numbers in the usual base64 are read as well`() async throws {
        let mint = Mint()
        let raw = mint.key.publicKey.rawRepresentation
        let (x, y) = (raw.prefix(32).base64EncodedString(), raw.suffix(32).base64EncodedString())
        let set = try await KeySet.read(
            Data(Mint.set([#"{"kty":"EC","crv":"P-256","kid":"k1","x":"\#(x)","y":"\#(y)"}"#]).utf8))
        #expect(set.verifies(try #require(PresentedToken(try mint.token()))))
    }

    @Test func `a key for another use or algorithm is left out`() async throws {
        let mint = Mint()
        for (from, to) in [("\"use\":\"sig\"", "\"use\":\"enc\""), ("ES256", "ES384"), ("\"use\":\"sig\"", #""key_ops":["sign"]"#)]
        {
            #expect(try await KeySet.read(Data(Mint.set([mint.element.replacing(from, with: to)]).utf8)).count == 0)
        }
        let verify = mint.element.replacing("\"use\":\"sig\"", with: #""key_ops":["verify"]"#)
        #expect(try await KeySet.read(Data(Mint.set([verify]).utf8)).count == 1)
    }

    @Test func `two keys of one name are both tried, and an RSA key is good for RS256 alone`() async throws {
        let (old, new) = (Mint("same"), Mint("same"))
        let key = try Insecure.RSA.PrivateKey(pem: RSAKeys.pem(bits: 2048))
        let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
        let rsa = #"{"kty":"RSA","kid":"same","n":"\#(Mint.text(modulus))","e":"\#(Mint.text(exponent))"}"#
        let set = try await KeySet.read(Data(Mint.set([old.element, rsa, new.element]).utf8))
        for mint in [old, new] { #expect(set.verifies(try #require(PresentedToken(try mint.token())))) }
        let signing = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256, kid: "same")
        let claims = try JSONDecoder().decode(GatewayClaims.self, from: Data(Mint.claims().utf8))
        let token = try await signing.sign(claims, kid: "same")
        #expect(set.verifies(try #require(PresentedToken(token))))
        let confused = try old.token(header: #"{"alg":"RS256","kid":"same"}"#)
        #expect(!set.verifies(try #require(PresentedToken(confused))))
    }

    @Test func `a weak RSA key is left out`() async throws {
        #expect(throws: (any Error).self) { try Insecure.RSA.PrivateKey(pem: RSAKeys.pem(bits: 1024)) }
        let weak = try RSAKeys.modulus(bits: 1024)
        let element = #"{"kty":"RSA","kid":"r","n":"\#(Mint.text(weak))","e":"AQAB"}"#
        #expect(try await KeySet.read(Data(Mint.set([element]).utf8)).count == 0)
    }

    @Test func `a set is bounded in keys and in bytes`() async throws {
        let mint = Mint()
        let many = try await KeySet.read(Data(Mint.set(Array(repeating: mint.element, count: 500)).utf8))
        #expect(many.count == KeySet.mostKeys && many.leftOut == 400)
        let long = Mint.set([mint.element, "\"\(String(repeating: "x", count: KeySet.largest))\""])
        await #expect(throws: KeySet.NotAKeySet.self) { try await KeySet.read(Data(long.utf8)) }
    }

    @Test(arguments: ["", "{", "[]", "{}", #"{"keys":{}}"#, #"{"keys":7}"#, "\u{0}", String(repeating: "[", count: 100_000)])
    func `what is no set is refused as a whole, and the old one stays`(_ text: String) async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        #expect(await door.refusal(try mint.token()) == nil)
        try text.write(to: door.keySet, atomically: true, encoding: .utf8)
        for ring in door.rings { await ring.refresh() }
        #expect(await door.refusal(try mint.token(Mint.claims(["sub": "\"other\""]))) == nil)
    }
}
