package import HTTPTypes
package import NIOCore
import NIOHTTP1

/// Why a request is not answered by the program that it was sent to: it is no HTTP/1.1 as the specification has it, or
/// too slow.
package enum HTTPFault: String, Error, Sendable, CaseIterable {
    case malformed = "malformed_request"
    case version = "http_version_not_supported"
    case headTooLarge = "header_fields_too_large"
    case noHost = "host_missing"
    case severalHosts = "several_hosts"
    case invalidHost = "host_invalid"
    case ambiguousLength = "ambiguous_length"
    case transferCoding = "transfer_coding_not_supported"
    case expectation = "expectation_failed"
    case tunnel = "no_tunnels"
    case slowHead = "head_too_slow"
    case slowBody = "body_too_slow"

    package var status: Int {
        switch self {
        case .malformed, .noHost, .severalHosts, .invalidHost, .ambiguousLength: 400
        case .slowHead, .slowBody: 408
        case .expectation: 417
        case .headTooLarge: 431
        case .transferCoding, .tunnel: 501
        case .version: 505
        }
    }

    package var words: String {
        switch self {
        case .malformed: "The request is not HTTP/1.1"
        case .version: "HTTP/1.1 and HTTP/1.0 are served here"
        case .headTooLarge: "The request's header fields are too large"
        case .noHost: "The request has no Host header"
        case .severalHosts: "The request has several Host headers"
        case .invalidHost: "The request's Host header is invalid"
        case .ambiguousLength: "The length of the request's body is ambiguous"
        case .transferCoding: "Of transfer codings, chunked alone is served here"
        case .expectation: "Of expectations, 100-continue alone is met here"
        case .tunnel: "CONNECT is not served here"
        case .slowHead: "The request's head took too long"
        case .slowBody: "The request's body took too long"
        }
    }

    /// What the parser's errors come to.
    init(_ error: HTTPParserError) {
        self =
            switch error {
            case .headerOverflow: .headTooLarge
            case .invalidVersion: .version
            case .invalidContentLength, .unexpectedContentLength: .ambiguousLength
            default: .malformed
            }
    }
}

/// An answer in one piece, in the shape of the program that gives it.
package struct FaultAnswer: Sendable {
    package var fields: HTTPFields
    package var body: ByteBuffer

    package init(fields: HTTPFields, body: ByteBuffer) {
        (self.fields, self.body) = (fields, body)
    }

    /// For programs without a shape of their own.
    package static func plain(_ fault: HTTPFault) -> FaultAnswer {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        let text = "{\"error\":{\"code\":\"\(fault.rawValue)\",\"message\":\"\(fault.words)\"}}\n"
        return FaultAnswer(fields: fields, body: ByteBuffer(string: text))
    }
}
