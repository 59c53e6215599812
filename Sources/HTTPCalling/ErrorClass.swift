import AsyncHTTPClient
import Glibc
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
