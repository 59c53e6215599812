import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// What a request's head must be beyond what the parser checks. Whatever two readers could understand differently is
/// refused.
enum RequestRules {
    /// The request, without the header fields that were for this connection alone.
    static func read(_ head: HTTPRequestHead, isSecure: Bool) throws(HTTPFault) -> HTTPRequest {
        if head.method == .CONNECT { throw .tunnel }
        // No target has a fragment, and two readers could end its path elsewhere. https://www.rfc-editor.org/rfc/rfc9112#section-3.2
        if head.uri.utf8.contains(UInt8(ascii: "#")) { throw .malformed }
        try checkHost(head)
        try checkLength(head)
        // https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8
        if head.method == .TRACE, head.headers.contains(name: "content-length") || head.headers.contains(name: "transfer-encoding")
        {
            throw .malformed
        }
        try checkExpectation(head)
        var head = head
        head.headers.removeFieldsOfConnection()
        guard var request = try? HTTPRequest(head, secure: isSecure, splitCookie: false) else { throw .malformed }
        // The target's host counts where it has one. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
        if let authority = authority(of: head.uri) {
            guard isHost(authority) else { throw .invalidHost }
            request.authority = authority
        }
        return request
    }

    /// Exactly one, but for HTTP/1.0, which may have none. https://www.rfc-editor.org/rfc/rfc9112#section-3.2
    private static func checkHost(_ head: HTTPRequestHead) throws(HTTPFault) {
        var hosts = head.headers["host"].makeIterator()
        guard let host = hosts.next() else {
            if !head.version.isOld { throw .noHost }
            return
        }
        // A list of two is read apart at its comma.
        if hosts.next() != nil || host.utf8.contains(UInt8(ascii: ",")) { throw .severalHosts }
        guard isHost(host) else { throw .invalidHost }
    }

    /// Name or address and port, of the characters that a URI's authority may have, but for a user.
    /// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
    private static func isHost(_ text: String) -> Bool {
        text.utf8.count <= mostHostBytes
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: hostMarks.contains(byte)
                }
            }
    }

    private static let mostHostBytes = 1024
    private static let hostMarks = Set("-._~%!$&'()*+;=:[]".utf8)

    private static func authority(of target: String) -> String? {
        let lower = target.prefix(8).lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return nil }
        return String(target.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) })
    }

    /// One length, or the coding `chunked` alone. https://www.rfc-editor.org/rfc/rfc9112#section-6.1
    private static func checkLength(_ head: HTTPRequestHead) throws(HTTPFault) {
        let lengths = head.headers["content-length"]
        if lengths.count > 1 { throw .ambiguousLength }
        if let length = lengths.first, length.isEmpty || !length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw .ambiguousLength
        }
        // As it stands there: a list with empty members, or an empty one, is read differently by others.
        let codings = head.headers["transfer-encoding"].map { $0.lowercased() }
        guard let coding = codings.first else { return }
        if !lengths.isEmpty || head.version.isOld || codings.count > 1 { throw .ambiguousLength }
        if coding != "chunked" { throw coding.hasSuffix("chunked") && coding.contains(",") ? .transferCoding : .ambiguousLength }
    }

    /// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
    private static func checkExpectation(_ head: HTTPRequestHead) throws(HTTPFault) {
        guard !head.version.isOld else { return }
        for expectation in head.headers["expect"] where expectation.lowercased() != "100-continue" { throw .expectation }
    }
}
