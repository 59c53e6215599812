import JWTKit

/// What a token says. https://www.rfc-editor.org/rfc/rfc7519#section-4.1
///
/// An instance's token has the instance's UUID as its subject; a user's, which this gateway gave out, the user's pseudonym.
struct GatewayClaims: JWTPayload {
    var issuer: IssuerClaim
    var audience: AudienceClaim
    var subject: SubjectClaim
    var expiration: ExpirationClaim
    var notBefore: NotBeforeClaim?
    var issuedAt: IssuedAtClaim?
    var scopes: [String]?
    var realm: String?
    /// Of a user's token: the instance that asked for it.
    var instance: String?

    enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case audience = "aud"
        case subject = "sub"
        case expiration = "exp"
        case notBefore = "nbf"
        case issuedAt = "iat"
        case scopes
        case realm = "gitlab_realm"
        case instance = "gitlab_instance_id"
    }

    /// The times; audience and issuer are compared where they are known.
    func verify(using algorithm: some JWTAlgorithm) throws {
        try expiration.verifyNotExpired()
        try notBefore?.verifyNotBefore()
    }
}
