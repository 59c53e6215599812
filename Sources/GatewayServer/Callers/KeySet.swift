import Foundation
import JWTKit

/// The keys of one issuer with which tokens can be checked. https://www.rfc-editor.org/rfc/rfc7517#section-5
final class KeySet: Sendable {
    /// The algorithms that are taken; `none` is not among them, and a key is good for one of them alone.
    enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    private struct Key: Sendable {
        var identifier: String?
        var algorithm: Algorithm
        var verifier: any JWTAlgorithm
    }

    /// Keys beyond these are left out, and bytes of a set beyond `largest` refused.
    static let mostKeys = 100
    static let largest = 1 << 20
    private static let modulusBytes = 256...1024

    private let keys: [Key]
    /// Elements of the set that are no key of ours: of another kind, for another use, weak or damaged.
    let leftOut: Int

    var count: Int { keys.count }

    private init(_ keys: [Key], leftOut: Int) { (self.keys, self.leftOut) = (keys, leftOut) }

    /// One key of the gateway's own.
    convenience init(_ verifier: any JWTAlgorithm, _ algorithm: Algorithm, identifier: String) {
        self.init([Key(identifier: identifier, algorithm: algorithm, verifier: verifier)], leftOut: 0)
    }

    /// Nobody's.
    static let none = KeySet([], leftOut: 0)

    /// The bytes are no set of keys; that keys in it are not understood is no failure.
    struct NotAKeySet: Error {}

    /// Reads a set; keys that are not understood are ignored, as the specification says, and none of them spoils the
    /// others.
    static func read(_ data: Data) async throws -> KeySet {
        guard data.count <= largest else { throw NotAKeySet() }
        let entries = try JSONDecoder().decode(Document.self, from: data).keys
        var keys: [Key] = []
        for entry in entries where keys.count < mostKeys {
            if let key = await entry.parts?.key() { keys.append(key) }
        }
        return KeySet(keys, leftOut: entries.count - keys.count)
    }

    /// Whether a key of the set is named so, for that algorithm.
    func knows(_ token: PresentedToken) -> Bool { !candidates(token).isEmpty }

    /// Whether a key of the set signed the token.
    func verifies(_ token: PresentedToken) -> Bool {
        candidates(token).contains { (try? $0.verifier.verify(token.signature, signs: token.signed)) == true }  // odd: not signed
    }

    /// By name and algorithm; a token that names no key is for the one key there is.
    private func candidates(_ token: PresentedToken) -> [Key] {
        let fitting = keys.filter { $0.algorithm == token.algorithm && (token.key == nil || $0.identifier == token.key) }
        return token.key == nil && fitting.count > 1 ? [] : fitting
    }

    /// Numbers are base64url without padding; sets that are written in the usual base64 are read as well.
    private static func number(_ text: String?) -> Data? {
        guard let text else { return nil }
        let end = text.lastIndex { $0 != "=" } ?? text.startIndex
        guard !text.isEmpty, text.distance(from: end, to: text.endIndex) <= 3 else { return nil }
        return Data(base64URL: text[...end].replacing("+", with: "-").replacing("/", with: "_"))
    }

    private struct Document: Decodable {
        var keys: [Entry]
    }

    /// Any JSON: what cannot be read is an element without parts.
    private struct Entry: Decodable {
        var parts: Parts?

        init(from decoder: any Decoder) {
            parts = try? Parts(from: decoder)  // said above
        }
    }

    private struct Parts: Decodable {
        var kty: String
        var kid: String?
        var use: String?
        var key_ops: [String]?
        var alg: String?
        var crv: String?
        var n: String?
        var e: String?
        var x: String?
        var y: String?

        /// The public key; a private part, which nobody should publish, is not looked at.
        func key() async -> Key? {
            guard use == nil || use == "sig", key_ops?.contains("verify") ?? true, let (algorithm, made) = made() else {
                return nil
            }
            do {
                let keys = JWTKeyCollection()
                try await keys.add(jwk: made, isDefault: true)
                return Key(identifier: kid, algorithm: algorithm, verifier: try await keys.getKey())
            } catch {
                return nil  // a point that is on no curve, a modulus that is none
            }
        }

        private func made() -> (Algorithm, JWK)? {
            switch kty {
            case "RSA" where alg == nil || alg == Algorithm.rs256.rawValue:
                guard let modulus = KeySet.number(n), let exponent = KeySet.number(e),
                    KeySet.modulusBytes.contains(modulus.drop { $0 == 0 }.count), exponent.drop(while: { $0 == 0 }).count <= 4
                else { return nil }
                return (.rs256, .rsa(.rs256, identifier: "key", modulus: n, exponent: e))
            case "EC" where (alg == nil || alg == Algorithm.es256.rawValue) && crv == "P-256":
                guard KeySet.number(x)?.count == 32, KeySet.number(y)?.count == 32 else { return nil }
                return (.es256, .ecdsa(.es256, identifier: "key", x: x, y: y, curve: .p256))
            default: return nil
            }
        }
    }
}
