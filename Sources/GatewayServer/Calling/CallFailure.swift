import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Why an attempt did not serve: the closed list of waybill-log.5.
package enum ErrorClass: String, Sendable {
    case dns
    case connectRefused = "connect_refused"
    case connectTimeout = "connect_timeout"
    case tls
    case poolTimeout = "pool_timeout"
    case headerTimeout = "header_timeout"
    case idleTimeout = "idle_timeout"
    case totalDeadline = "total_deadline"
    case reset
    case protocolError = "protocol"
    case badRequest = "http_400"
    case auth
    case billing
    case notFound = "not_found"
    case rateLimited = "rate_limited"
    case overloaded
    case serverError = "server_5xx"
    case inStreamError = "in_stream_error"
    case truncated
    case badPayload = "bad_payload"
    case cancelled
    case other = "_OTHER"

    init(status: Int) {
        switch status {
        case 401, 403: self = .auth
        case 402: self = .billing
        case 404: self = .notFound
        case 408: self = .headerTimeout
        case 429: self = .rateLimited
        case 503, 529: self = .overloaded
        case 500...: self = .serverError
        case 400...: self = .badRequest
        default: self = .protocolError
        }
    }

    /// Whether another target may do better; a request that is wrong in itself is wrong everywhere.
    var mayBeServedElsewhere: Bool {
        switch self {
        case .badRequest, .notFound, .cancelled, .totalDeadline: false
        default: true
        }
    }

    /// Whether the provider may have done, and bill, the work all the same.
    var mayBeBilled: Bool {
        switch self {
        case .headerTimeout, .idleTimeout, .totalDeadline, .reset, .truncated, .cancelled, .badPayload, .inStreamError: true
        default: false
        }
    }

    /// What a client library's error means.
    package init(_ error: any Error) {
        switch error {
        case let error as HTTPClientError: self = ErrorClass(client: error)
        case let error as NIOConnectionError:
            if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty {
                self = .dns
            } else {
                self = error.connectionErrors.first.map { ErrorClass($0.error) } ?? .connectRefused
            }
        // The connection ended within an answer.
        case HTTPParserError.invalidEOFState: self = .reset
        case is HTTPParserError: self = .protocolError
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .tls
        case let error as IOError:
            self = error.errnoCode == ECONNREFUSED ? .connectRefused : error.errnoCode == ETIMEDOUT ? .connectTimeout : .reset
        case is ChannelError: self = .reset
        case is CancellationError: self = .cancelled
        default: self = .other
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout: self = .connectTimeout
        case .tlsHandshakeTimeout: self = .tls
        case .getConnectionFromPoolTimeout: self = .poolTimeout
        case .deadlineExceeded: self = .headerTimeout
        case .readTimeout: self = .idleTimeout
        case .remoteConnectionClosed, .uncleanShutdown: self = .reset
        case .cancelled: self = .cancelled
        default: self = .protocolError
        }
    }
}

/// An attempt that did not serve, with what the next decision needs.
struct CallFailure: Error, Sendable {
    var errorClass: ErrorClass
    /// The provider's status, where it gave one.
    var status: Int?
    /// As the provider gave it.
    var retryAfter: String?
    /// The provider's answer to a request that is wrong in itself, which the client gets as it is.
    var answer: (contentType: String, body: ByteBuffer)?

    init(_ errorClass: ErrorClass, status: Int? = nil) {
        (self.errorClass, self.status) = (errorClass, status)
    }
}
