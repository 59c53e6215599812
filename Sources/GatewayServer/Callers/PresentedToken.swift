import Foundation

/// A JSON Web Token as it came in: read, and believed in nothing until a key of its issuer says that it signed it.
/// https://www.rfc-editor.org/rfc/rfc7515#section-5.2
struct PresentedToken {
    /// A longer one is not looked at.
    static let longest = 16 << 10

    /// The key that it says it was signed with.
    let key: String?
    let algorithm: KeySet.Algorithm
    let claims: GatewayClaims
    let signed: Data
    let signature: Data

    private struct Header: Decodable {
        var alg: String
        var kid: String?
        /// Whether there is one at all, whatever it says.
        var hasCritical: Bool

        private enum CodingKeys: CodingKey { case alg, kid, crit }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            alg = try values.decode(String.self, forKey: .alg)
            kid = try values.decodeIfPresent(String.self, forKey: .kid)
            hasCritical = values.contains(.crit)
        }
    }

    /// `nil`: it is no token, or one that this gateway takes from nobody.
    init?(_ text: String) {
        guard text.utf8.count <= PresentedToken.longest else { return nil }
        var parts = text.split(separator: ".", omittingEmptySubsequences: false).makeIterator()
        guard let head = parts.next(), let payload = parts.next(), let signature = parts.next(), parts.next() == nil,
            let header: Header = PresentedToken.decoded(head), let claims: GatewayClaims = PresentedToken.decoded(payload),
            let signature = Data(base64URL: signature), !signature.isEmpty
        else { return nil }
        // What must be understood and is not makes it invalid; this gateway knows no extension.
        // https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11
        guard !header.hasCritical, let algorithm = KeySet.Algorithm(rawValue: header.alg) else { return nil }
        (key, self.algorithm, self.claims, self.signature) = (header.kid, algorithm, claims, signature)
        signed = Data("\(head).\(payload)".utf8)
    }

    private static func decoded<Value: Decodable>(_ part: Substring) -> Value? {
        guard let bytes = Data(base64URL: part) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: bytes)  // what cannot be read is no token
    }
}

extension Data {
    /// Without padding, and without anything else: `nil` where a character is none of the alphabet's, or the last one
    /// has bits that belong to nothing, so that one text is spelt in one way.
    /// https://www.rfc-editor.org/rfc/rfc7515#section-2, https://www.rfc-editor.org/rfc/rfc4648#section-3.5
    init?(base64URL text: some StringProtocol) {
        var standard = ""
        standard.reserveCapacity(text.utf8.count + 3)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): standard += "+"
            case UInt8(ascii: "_"): standard += "/"
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                standard.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        self.init(base64Encoded: standard)
        guard base64EncodedString() == standard else { return nil }
    }
}
