/// Bytes that somebody may send to a server of HTTP/1.1, and the statuses that may come back.
package struct HTTPShape: Sendable, CustomStringConvertible {
    package var name: String
    /// Where the shape was published, or what it disobeys.
    package var source: String
    package var bytes: [UInt8]
    /// Of the answers, in their order; 200 stands for whatever the program says to a sound request.
    package var statuses: [Int]
    /// Whether the connection must be closed behind the last answer.
    package var isClosed: Bool

    package var description: String { name }

    init(_ name: String, _ source: String, _ text: String, _ statuses: [Int], isClosed: Bool = true) {
        (self.name, self.source, self.statuses, self.isClosed) = (name, source, statuses, isClosed)
        bytes = Array(text.utf8)
    }
}

extension HTTPShape {
    /// What follows in each shape that tries to smuggle: no server may answer it.
    static let smuggled = "GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n"
    static let post = "POST /a HTTP/1.1\r\nhost: x\r\n"
    static let get = "GET /a HTTP/1.1\r\nhost: x\r\n"

    package static let all = framing + chunks + heads + sound

    /// Whether what is wrong lies in the body, which a program that refuses the head does not read.
    package var isWrongInBody: Bool { HTTPShape.chunks.contains { $0.name == name } }
}
