/// Where does the body end? Two readers that answer differently can be made to take one client's bytes for another's
/// request.
extension HTTPShape {
    private static let desync = "https://portswigger.net/research/http-desync-attacks-request-smuggling-reborn"
    private static let browser = "https://portswigger.net/research/browser-powered-desync-attacks"
    private static let mustDie = "https://portswigger.net/research/http1-must-die"
    private static let lengths = "https://www.rfc-editor.org/rfc/rfc9112#section-6.3"
    private static let codings = "https://www.rfc-editor.org/rfc/rfc9112#section-6.1"

    static let framing: [HTTPShape] = [
        HTTPShape(
            "CL.TE", desync, post + "content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nG" + smuggled, [400]),
        HTTPShape(
            "TE.CL", desync, post + "transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n26\r\n" + smuggled + "\r\n0\r\n\r\n",
            [400]),
        HTTPShape(
            "TE.TE, a coding that is none", desync, post + "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, space before the colon", desync,
            post + "transfer-encoding : chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, tab before the colon", desync,
            post + "transfer-encoding\t: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, vertical tab", desync,
            post + "transfer-encoding:\u{0B}chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, two fields", desync,
            post + "transfer-encoding: chunked\r\ntransfer-encoding: x\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, a line feed in the value before", desync,
            post + "x: x\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, a line feed behind the name", desync,
            post + "transfer-encoding\n: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape(
            "TE.TE, a folded line", desync,
            post + "transfer-encoding:\r\n chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape("codings before chunked", codings, post + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n", [501]),
        HTTPShape("chunked twice", codings, post + "transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n", [400]),
        HTTPShape("chunked is not the last", codings, post + "transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n", [400]),
        HTTPShape("identity", codings, post + "transfer-encoding: identity\r\ncontent-length: 2\r\n\r\n{}", [400]),
        HTTPShape(
            "a coding in HTTP/1.0", codings, "POST /a HTTP/1.0\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
        HTTPShape("no coding", codings, post + "transfer-encoding:\r\ncontent-length: 2\r\n\r\n{}", [400]),
        HTTPShape("a list of no coding and chunked", codings, post + "transfer-encoding: ,chunked\r\n\r\n0\r\n\r\n", [501]),
        HTTPShape("two lengths", lengths, post + "content-length: 2\r\ncontent-length: 3\r\n\r\n{} ", [400]),
        HTTPShape("one length twice", lengths, post + "content-length: 2\r\ncontent-length: 2\r\n\r\n{}", [400]),
        HTTPShape("a list of lengths", lengths, post + "content-length: 2, 2\r\n\r\n{}", [400]),
        HTTPShape("a length with a sign", lengths, post + "content-length: +2\r\n\r\n{}", [400]),
        HTTPShape("a negative length", lengths, post + "content-length: -2\r\n\r\n{}", [400]),
        HTTPShape("a hexadecimal length", lengths, post + "content-length: 0x2\r\n\r\n{}", [400]),
        HTTPShape("an empty length", lengths, post + "content-length:\r\n\r\n", [400]),
        HTTPShape("a length with a blank in it", lengths, post + "content-length: 1 2\r\n\r\n{}", [400]),
        HTTPShape("a length beyond 64 bits", lengths, post + "content-length: 99999999999999999999999\r\n\r\n{}", [400]),
        HTTPShape(
            "CL.0: a body where none is read", browser,
            get + "content-length: 35\r\n\r\n" + smuggled + get + "connection: close\r\n\r\n", [200, 200]),
        HTTPShape(
            "0.CL, an expectation in other words", mustDie,
            post + "expect: y 100-continue\r\ncontent-length: 35\r\n\r\n" + smuggled, [417]),
        HTTPShape(
            "0.CL, two expectations", mustDie,
            post + "expect: 100-continue\r\nexpect: x\r\ncontent-length: 35\r\n\r\n" + smuggled, [417]),
        HTTPShape("a pause in the body, then nothing", browser, post + "content-length: 35\r\n\r\nGET", []),
    ]
}
