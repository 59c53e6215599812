import Clocks
import Crypto
import Foundation
import HTTPServing
import HTTPTypes
import HummingbirdCore
import LogRecords
import NIOCore

/// What a user wants of the monolith, and under which id it is known from here on.
struct UserRequest: Sendable {
    /// As LabKit writes it: a ULID. https://gitlab.com/gitlab-org/labkit-ruby
    let correlationID: String
    let started = Instant.now
    let path: String
    let address: String
    let user: Int
    /// A pseudonym that is the same for each of a user's requests and tells nobody who it is.
    let globalUserID: String
    let headers: HTTPFields

    /// `nil`: nobody vouches for the user.
    init?(_ request: Request, from peer: SocketAddress?, of instance: String) {
        guard let token = HTTPField.Name("private-token").flatMap({ request.headers[$0] }), !token.isEmpty else { return nil }
        let hash = Array(SHA256.hash(data: Data("\(instance)/\(token)".utf8)))
        user = hash.prefix(3).reduce(0) { $0 << 8 | Int($1) }
        globalUserID = Data(hash).base64EncodedString()
        correlationID = ID128.version7(at: started).ulid
        path = String((request.head.path ?? "/").prefix { $0 != "?" }.prefix(2048))
        address = peer?.ipAddress ?? "127.0.0.1"
        headers = request.headers
    }
}
