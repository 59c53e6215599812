import Crypto
import Foundation

@testable import GatewayServer

/// An issuer whose tokens say whatever a test wants, signed as they should be.
struct Mint: Sendable {
    static let issuer = "https://customers.gitlab.test"
    static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"

    let kid: String
    let key = P256.Signing.PrivateKey()

    init(_ kid: String = "k1") { self.kid = kid }

    /// The public key as an element of a set.
    var element: String {
        let raw = key.publicKey.rawRepresentation
        return
            #"{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\#(kid)","x":"\#(Mint.text(raw.prefix(32)))","y":"\#(Mint.text(raw.suffix(32)))"}"#
    }

    static func set(_ elements: [String]) -> String { #"{"keys":[\#(elements.joined(separator: ","))]}"# }

    static func text(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Claims of an instance's token, with some replaced by JSON or left out.
    static func claims(_ changes: [String: String?] = [:]) -> String {
        let now = Int(Date().timeIntervalSince1970)
        var claims = [
            "iss": "\"\(issuer)\"", "aud": "\"gitlab-ai-gateway\"", "sub": "\"\(instance)\"", "exp": "\(now + 3600)",
            "nbf": "\(now - 5)", "gitlab_realm": "\"self-managed\"", "scopes": #"["complete_code"]"#,
        ]
        for (name, json) in changes { claims[name] = json }
        return "{" + claims.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    func token(_ claims: String = Mint.claims(), header: String? = nil) throws -> String {
        let header = header ?? #"{"alg":"ES256","kid":"\#(kid)","typ":"JWT"}"#
        let signed = Mint.text(Data(header.utf8)) + "." + Mint.text(Data(claims.utf8))
        return signed + "." + Mint.text(try key.signature(for: Data(signed.utf8)).rawRepresentation)
    }
}
