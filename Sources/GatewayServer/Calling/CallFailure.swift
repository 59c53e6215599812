import HTTPCalling
import NIOCore

extension ErrorClass {
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
