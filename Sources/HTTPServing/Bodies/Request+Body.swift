import HTTPTypes
package import HummingbirdCore
package import NIOCore

extension Request {
    /// The whole body, of `most` bytes at the most. A client that waits for a word before it sends one is given it:
    /// only whoever wants the body knows that it is wanted. https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
    ///
    /// `holding` is told how many bytes there will be, or are, before memory is taken for them, and may throw. Throws
    /// `NIOTooManyBytesError` where it is, or says that it will be, larger, and an `HTTPFault` where it broke off.
    package func wholeBody(
        upTo most: Int, _ writer: borrowing ResponseWriter, holding: (Int) throws -> Void = { _ in }
    ) async throws -> ByteBuffer {
        let announced = headers[.contentLength]
        // Digits that no Int holds are too many bytes too.
        let length = announced.map { Int($0) ?? .max } ?? 0
        guard (0...most).contains(length) else {
            throw NIOTooManyBytesError(maxBytes: most)
        }
        try holding(length)
        if headers[.expect] != nil { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
        var whole = ByteBuffer()
        whole.reserveCapacity(length)
        for try await piece in body {
            guard whole.readableBytes + piece.readableBytes <= most else { throw NIOTooManyBytesError(maxBytes: most) }
            try holding(whole.readableBytes + piece.readableBytes)
            whole.writeImmutableBuffer(piece)
        }
        return whole
    }
}
