import Foundation
import JWTKit

/// What a token says. https://www.rfc-editor.org/rfc/rfc7519#section-4.1
///
/// An instance's token has the instance's UUID as its subject; a user's, which this gateway gave out, the user's
/// pseudonym. The members are plain: those of the library stop the process where an audience is an empty list.
struct GatewayClaims: JWTPayload, Equatable {
    var issuer: String
    var audience: Audience
    var subject: String
    /// Seconds since 1970. https://www.rfc-editor.org/rfc/rfc7519#section-2
    var expires: Double
    var notBefore: Double?
    var issuedAt: Double?
    var scopes: [String]?
    var realm: String?
    /// Of a user's token: the instance that asked for it.
    var instance: String?

    enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case audience = "aud"
        case subject = "sub"
        case expires = "exp"
        case notBefore = "nbf"
        case issuedAt = "iat"
        case scopes
        case realm = "gitlab_realm"
        case instance = "gitlab_instance_id"
    }

    /// A name, or a list of names. https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3
    struct Audience: Codable, Sendable, Equatable {
        var names: [String]

        init(_ name: String) { names = [name] }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let name = try? value.decode(String.self) { names = [name] } else { names = try value.decode([String].self) }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            if let name = names.first, names.count == 1 { try value.encode(name) } else { try value.encode(names) }
        }
    }

    /// Whether its time is now.
    func isCurrent(_ now: Date = Date()) -> Bool {
        let seconds = now.timeIntervalSince1970
        return seconds < expires && notBefore.map { $0 <= seconds } ?? true
    }

    /// Nothing: `PresentedToken` compares what is to be compared.
    func verify(using algorithm: some JWTAlgorithm) {}
}
