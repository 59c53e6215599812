import Crypto
import CryptoExtras
import Foundation

/// RSA keys of any size.
enum RSAKeys {
    private static func key(bits: Int) throws -> _RSA.Signing.PrivateKey {
        try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: bits))
    }

    static func pem(bits: Int) throws -> String { try key(bits: bits).pemRepresentation }

    static func modulus(bits: Int) throws -> Data { try key(bits: bits).publicKey.getKeyPrimitives().modulus }
}
