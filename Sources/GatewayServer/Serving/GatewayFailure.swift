import Foundation
import HTTPCalling
import HTTPServing
import LogRecords
import NIOCore

/// An answer that is none, in the one shape that all endpoints share: what Anthropic's, OpenAI's and GitLab's clients
/// look for is in it.
struct GatewayFailure: Error, Sendable {
    var status: Int
    /// As Anthropic names the kinds. https://docs.anthropic.com/en/api/errors
    var type: String
    /// One word for the record.
    var code: String
    var message: String
    var retryAfter: String?
    /// `caller`, `policy`, `provider`, `gateway`.
    var faultDomain: String
    /// As in waybill-log.5.
    var outcome: String

    init(
        _ status: Int, _ type: String, code: String, _ message: String, retryAfter: String? = nil, faultDomain: String = "caller",
        outcome: String = "policy_denied"
    ) {
        self.status = status
        self.type = type
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.faultDomain = faultDomain
        self.outcome = outcome
    }

    init(_ refusal: Refusal) {
        let type = refusal.status == 403 ? "permission_error" : refusal.status == 503 ? "api_error" : "authentication_error"
        self.init(
            refusal.status, type, code: refusal.code, refusal.words, retryAfter: refusal.retryAfter,
            faultDomain: refusal == .noKeys ? "gateway" : "caller",
            outcome: refusal == .noKeys ? "internal" : "policy_denied")
    }

    init(_ fault: HTTPFault) {
        let type = fault.status == 408 ? "timeout_error" : "invalid_request_error"
        self.init(fault.status, type, code: fault.rawValue, fault.words)
    }

    static let notFound = GatewayFailure(404, "not_found_error", code: "no_such_path", "Not Found")
    static let methodNotAllowed = GatewayFailure(405, "invalid_request_error", code: "method_not_allowed", "Method Not Allowed")
    static let tooLarge = GatewayFailure(413, "request_too_large", code: "body_too_large", "The request's body is too large")
    static let malformed = GatewayFailure(422, "invalid_request_error", code: "malformed_body", "Validation error")

    static func missing(_ field: String) -> GatewayFailure {
        GatewayFailure(422, "invalid_request_error", code: "field_missing", "Validation error: \(field)")
    }

    static func noModel() -> GatewayFailure {
        GatewayFailure(404, "not_found_error", code: "model_not_found", "This gateway serves no such model")
    }

    /// What a client is told after all targets failed.
    /// https://docs.gitlab.com/administration/gitlab_duo_self_hosted/troubleshooting/
    init(_ failure: CallFailure, isProxy: Bool) {
        switch failure.errorClass {
        case .rateLimited:
            self.init(
                429, "rate_limit_error", code: failure.errorClass.rawValue, "Too many requests. Please try again later.",
                retryAfter: failure.retryAfter, faultDomain: "provider", outcome: "rate_limited")
        case .totalDeadline, .headerTimeout, .idleTimeout, .connectTimeout, .poolTimeout:
            self.init(
                isProxy ? 504 : 503, "timeout_error", code: failure.errorClass.rawValue, "Inference timed out",
                faultDomain: "provider", outcome: "timeout")
        case .overloaded, .serverError, .inStreamError:
            self.init(
                503, "overloaded_error", code: failure.errorClass.rawValue, "Inference failed", retryAfter: failure.retryAfter,
                faultDomain: "provider", outcome: "upstream_error")
        case .badRequest, .notFound:
            self.init(
                failure.status.map { $0 >= 400 ? $0 : 400 } ?? 400, "invalid_request_error", code: failure.errorClass.rawValue,
                "The provider refused the request", faultDomain: "caller", outcome: "upstream_error")
        default:
            self.init(
                isProxy ? 502 : 503, "api_error", code: failure.errorClass.rawValue, "Inference failed", faultDomain: "provider",
                outcome: "upstream_error")
        }
    }

    /// The body that says it.
    func body(requestID: String) -> ByteBuffer {
        let error = "{\"type\":\(json(type)),\"code\":\(json(code)),\"message\":\(json(message)),\"param\":null}"
        return ByteBuffer(
            string: "{\"type\":\"error\",\"error\":\(error),\"detail\":\(json(message)),\"request_id\":\(json(requestID))}")
    }
}

extension GatewayFailure {
    /// There is room again as soon as another request has ended.
    init(_ refusal: BodyBudget.Refusal) {
        switch refusal {
        case .caller:
            self.init(
                429, "rate_limit_error", code: "body_bytes_of_caller", "Too many bytes of this caller's requests are being served",
                retryAfter: "1", faultDomain: "policy")
        case .all:
            self.init(
                503, "overloaded_error", code: "body_bytes_held", "Too many bytes of requests are being served", retryAfter: "1",
                faultDomain: "gateway", outcome: "internal")
        }
    }
}
