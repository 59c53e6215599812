import Crypto
import Foundation

/// What became of one call to a stand-in.
struct CallLine: Encodable, Sendable {
    var stand_in: String
    var call: Int
    var path: String
    var model: String?
    var location: String?
    var stream: Bool
    var started: String
    var status: Int?
    var fault: String?
    var pieces_sent = 0
    /// `completed`, `cut`, `client_gone`, `error`.
    var outcome = "completed"
    var request_id: String
    var authorization: String?
    var x_request_id: String?
    var traceparent: String?
    var body: String

    /// Eight digits of a hash: enough to compare by, and no secret.
    static func fingerprint(_ bytes: some DataProtocol) -> String {
        SHA256.hash(data: bytes).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
