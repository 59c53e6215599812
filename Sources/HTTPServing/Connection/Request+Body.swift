import HTTPTypes
package import HummingbirdCore
package import NIOCore

extension Request {
    /// The whole body, of `most` bytes at the most. A client that waits for a word before it sends one is given it: only whoever wants the
    /// body knows that it is wanted. https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
    /// Throws `NIOTooManyBytesError` where it is, or says that it will be, larger, and an `HTTPFault` where it broke off.
    package func wholeBody(upTo most: Int, _ writer: borrowing ResponseWriter) async throws -> ByteBuffer {
        // Digits that no Int holds are too many bytes too.
        if let length = headers[.contentLength], Int(length).map({ $0 > most }) ?? true {
            throw NIOTooManyBytesError(maxBytes: most)
        }
        if headers[.expect] != nil { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
        return try await body.collect(upTo: most)
    }
}
