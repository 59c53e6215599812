import Foundation
import JWTKit

/// An issuer of instance tokens, with its key set in a file.
struct TokenMint {
    let keys = JWTKeyCollection()
    let keySet: String
    private let key: ES256PrivateKey
    static let issuer = "https://customers.gitlab.test"

    struct Claims: JWTPayload {
        var iss: String
        var aud: String
        var sub: String
        var exp: Int
        var nbf: Int
        var scopes: [String]
        var gitlab_realm: String?

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    init(kid: String = "customers_signing_key") async throws {
        key = ES256PrivateKey()
        await keys.add(ecdsa: key, kid: JWKIdentifier(string: kid))
        guard let parameters = key.publicKey.parameters else { throw NoParameters() }
        keySet = #"{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(kid)","x":"\#(parameters.x)","y":"\#(parameters.y)"}]}"#
    }

    struct NoParameters: Error {}

    var pem: String { key.pemRepresentation }

    /// A token of an instance; `expires` in seconds from now.
    func token(
        _ instance: String, issuer: String = TokenMint.issuer, audience: String = "gitlab-ai-gateway",
        realm: String = "self-managed",
        scopes: [String] = ["complete_code", "duo_chat", "ai_gateway_model_provider_proxy"], expires: Int = 3600, from: Int = -5
    ) async throws -> String {
        let now = Int(Date().timeIntervalSince1970)
        return try await keys.sign(
            Claims(
                iss: issuer, aud: audience, sub: instance, exp: now + expires, nbf: now + from, scopes: scopes, gitlab_realm: realm)
        )
    }
}
