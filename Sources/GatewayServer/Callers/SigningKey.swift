import Foundation
import JWTKit

/// Signs the tokens that this gateway gives to users, and checks them when they come back.
final class SigningKey: Sendable {
    let keys: JWTKeyCollection
    private let settings: AuthSettings
    private static let identifier: JWKIdentifier = "gateway_signing_key"

    /// `nil` where no key is configured or set.
    init?(_ settings: AuthSettings, environment: [String: String]) async throws {
        guard let place = settings.signingKey, let pem = SigningKey.pem(place, environment) else { return nil }
        keys = JWTKeyCollection()
        self.settings = settings
        if let key = try? ES256PrivateKey(pem: pem) {  // else it must be RSA
            await keys.add(ecdsa: key, kid: SigningKey.identifier)
        } else {
            await keys.add(rsa: try Insecure.RSA.PrivateKey(pem: pem), digestAlgorithm: .sha256, kid: SigningKey.identifier)
        }
    }

    private static func pem(_ place: SecretSettings, _ environment: [String: String]) -> String? {
        if let name = place.env { return environment[name] }
        return place.file.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }  // no file, no key
    }

    /// A token with which an editor may call directly.
    func userToken(user: String, realm: String, instance: String?) async throws -> (token: String, expires: Int) {
        let now = Date()
        let expires = now.addingTimeInterval(Double(settings.userTokenSeconds))
        let claims = GatewayClaims(
            issuer: IssuerClaim(value: settings.audience), audience: AudienceClaim(value: [settings.audience]),
            subject: SubjectClaim(value: user), expiration: ExpirationClaim(value: expires),
            notBefore: NotBeforeClaim(value: now.addingTimeInterval(-5)), issuedAt: IssuedAtClaim(value: now),
            scopes: [Scope.completeCode.rawValue, Scope.proxy.rawValue], realm: realm, instance: instance)
        return (try await keys.sign(claims, kid: SigningKey.identifier), Int(expires.timeIntervalSince1970))
    }
}
