import Foundation
import JWTKit

/// Mints the tokens by which an instance proves itself, with a key made anew for each process.
struct TokenMint: Sendable {
    private struct Claims: JWTPayload {
        var iss: String
        var aud: String
        var sub: String
        var exp: Int
        var nbf: Int
        var iat: Int
        var jti: String
        var gitlab_realm: String
        var scopes: [String]

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct NoParameters: Error {}

    private let keys = JWTKeyCollection()
    private let settings: MonolithConfiguration
    /// The public key as a gateway fetches it. https://www.rfc-editor.org/rfc/rfc7517#section-5
    let keySet: String

    init(_ settings: MonolithConfiguration) async throws {
        self.settings = settings
        let key = ES256PrivateKey()
        let identifier = "\(UUID().uuidString)_signing_key"
        await keys.add(ecdsa: key, kid: JWKIdentifier(string: identifier))
        guard let parameters = key.publicKey.parameters else { throw NoParameters() }
        keySet = """
            {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\(identifier)","x":"\(parameters.x)","y":"\(parameters.y)"}]}
            """
    }

    /// A token of the instance, for an hour.
    func token(_ now: Date = Date()) async throws -> String {
        let seconds = Int(now.timeIntervalSince1970)
        return try await keys.sign(
            Claims(
                iss: settings.issuer, aud: "gitlab-ai-gateway", sub: settings.instance, exp: seconds + 3600, nbf: seconds - 60,
                iat: seconds, jti: UUID().uuidString.lowercased(), gitlab_realm: settings.realm,
                scopes: ["complete_code", "generate_code", "duo_chat", "ai_gateway_model_provider_proxy"]))
    }
}
