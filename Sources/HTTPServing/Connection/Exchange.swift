import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// One request on a connection and its answer: how far both are, and what the answer must look like on the wire.
struct Exchange {
    private let isHead: Bool
    /// HTTP/1.0, or older.
    let isOld: Bool
    /// The client waits for a word before it sends the body.
    var expectsContinue = false
    /// How many bytes of the body are still to come; `nil`: nobody knows.
    private(set) var bodyRest: Int?
    private(set) var bodyBytes = 0
    /// Whether all of the request has come.
    var isReceived = false
    var mustClose = false
    var isAnswerBegun = false
    private(set) var sendsContent = true
    /// What is answered in place of the program, when it is this request's turn.
    var refusal: (fault: HTTPFault, answer: FaultAnswer)?

    /// Bytes of a body that are read and dropped behind an early answer, so that the connection can be kept.
    private static let mostDropped = 64 << 10

    init(_ head: HTTPRequestHead) {
        isHead = head.method == .HEAD
        isOld = head.version.isOld
        mustClose = isOld || !head.isKeepAlive || head.headers.contains(name: "upgrade")
        expectsContinue = !isOld && head.headers.contains(name: "expect")
        let isChunked = head.headers.contains(name: "transfer-encoding")
        bodyRest = isChunked ? nil : Int(head.headers.first(name: "content-length") ?? "0")
    }

    /// A request that could not be read to the end of its head.
    init(refusing fault: HTTPFault, _ answer: FaultAnswer, head: HTTPRequestHead?) {
        isHead = head?.method == .HEAD
        isOld = false
        (mustClose, isReceived) = (true, false)
        refusal = (fault, answer)
    }

    mutating func received(_ bytes: Int) {
        bodyBytes += bytes
        bodyRest = bodyRest.map { max(0, $0 - bytes) }
        expectsContinue = false
    }

    /// The head of the answer as it is sent: framed for this request. Called once, when the answer begins.
    mutating func begin(_ response: HTTPResponse) -> HTTPResponseHead {
        isAnswerBegun = true
        // A client that waits for a word, or has much to send still, would send it into the next request.
        if !isReceived, expectsContinue || bodyRest.map({ $0 > Exchange.mostDropped }) ?? true { mustClose = true }
        var head = HTTPResponseHead(response)
        frame(&head)
        head.headers.remove(name: "connection")
        if mustClose { head.headers.add(name: "connection", value: "close") }
        return head
    }

    private mutating func frame(_ head: inout HTTPResponseHead) {
        head.headers.remove(name: "transfer-encoding")
        let isEmpty = head.status == .noContent || head.status == .notModified
        // An answer to HEAD ends with its head. https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
        sendsContent = !isHead && !isEmpty
        if head.status == .noContent { head.headers.remove(name: "content-length") }
        guard sendsContent, !head.headers.contains(name: "content-length") else { return }
        if isOld {
            // The body ends with the connection. https://www.rfc-editor.org/rfc/rfc9112#section-6.3
            mustClose = true
        } else {
            head.headers.add(name: "transfer-encoding", value: "chunked")
        }
    }
}

extension HTTPVersion {
    /// Of before chunks, kept connections and informational answers.
    var isOld: Bool { major < 1 || (major == 1 && minor < 1) }
}
