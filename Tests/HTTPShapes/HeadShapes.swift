/// Heads that are no HTTP/1.1, that name several hosts, or that want what is not served.
extension HTTPShape {
    private static let host = "https://www.rfc-editor.org/rfc/rfc9112#section-3.2"
    private static let fields = "https://www.rfc-editor.org/rfc/rfc9112#section-5.1"
    private static let cutting = "https://www.rfc-editor.org/rfc/rfc9112#section-2.2"

    static let heads: [HTTPShape] = [
        HTTPShape("no host", host, "GET /a HTTP/1.1\r\n\r\n" + smuggled, [400]),
        HTTPShape("two hosts", host, "GET /a HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n" + smuggled, [400]),
        HTTPShape("one host twice", host, "GET /a HTTP/1.1\r\nhost: x\r\nHost: x\r\n\r\n", [400]),
        HTTPShape("a list of hosts", host, "GET /a HTTP/1.1\r\nhost: x, y\r\n\r\n", [400]),
        HTTPShape("a host with a user", host, "GET /a HTTP/1.1\r\nhost: a@b\r\n\r\n", [400]),
        HTTPShape("a host with a path", host, "GET /a HTTP/1.1\r\nhost: x/y\r\n\r\n", [400]),
        HTTPShape("a target with a bad host", host, "GET http://a@b/a HTTP/1.1\r\nhost: x\r\n\r\n", [400]),
        HTTPShape("two hosts in HTTP/1.0", host, "GET /a HTTP/1.0\r\nhost: x\r\nhost: y\r\n\r\n", [400]),
        HTTPShape("a folded first field", fields, "GET /a HTTP/1.1\r\n x: y\r\nhost: x\r\n\r\n", [400]),
        HTTPShape("a folded field", fields, get + "x: y\r\n z\r\n\r\n" + smuggled, [400]),
        HTTPShape("a field without a name", fields, get + ": y\r\n\r\n", [400]),
        HTTPShape("a NUL in a value", fields, get + "x: a\u{0}b\r\n\r\n", [400]),
        HTTPShape("a carriage return in a value", cutting, get + "x: a\rb: c\r\n\r\n", [400]),
        HTTPShape("a control character in the target", cutting, "GET /a\u{1B}[31m HTTP/1.1\r\nhost: x\r\n\r\n", [400]),
        HTTPShape(
            "TRACE with content", "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8",
            "TRACE /a HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc", [400]),
        HTTPShape("a fragment in the target", host, "GET /a#f HTTP/1.1\r\nhost: x\r\n\r\n" + smuggled, [400]),
        HTTPShape("a fragment behind a query", host, "GET http://x/a?b#f HTTP/1.1\r\nhost: x\r\n\r\n", [400]),
        HTTPShape(
            "HTTP/2 by prior knowledge", "https://www.rfc-editor.org/rfc/rfc9113#section-3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            [400]),
        HTTPShape("a later version", cutting, "GET /a HTTP/2.0\r\nhost: x\r\n\r\n", [505]),
        HTTPShape("a field of 90 KB", cutting, get + "x: " + String(repeating: "a", count: 90_000) + "\r\n\r\n", [431]),
        HTTPShape(
            "five thousand fields", cutting, get + (0..<5000).map { "x-\($0): y\r\n" }.joined() + "\r\n", [431]),
        HTTPShape(
            "CONNECT", "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6",
            "CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n\r\n" + smuggled,
            [501]),
        HTTPShape("another expectation", "https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1", get + "expect: x\r\n\r\n", [417]),
        HTTPShape("a fault behind a sound request", cutting, get + "\r\nGET /b HTTP/1.1\r\n\r\n" + smuggled, [200, 400]),
    ]

    static let sound: [HTTPShape] = [
        HTTPShape("two requests at once", cutting, get + "\r\n" + get + "\r\n", [200, 200], isClosed: false),
        HTTPShape("a host in another case, empty", host, "GET /a HTTP/1.1\r\nHOST:\r\n\r\n", [200], isClosed: false),
        HTTPShape("a target with a host", host, "GET http://y/a HTTP/1.1\r\nhost: x\r\n\r\n", [200], isClosed: false),
        HTTPShape(
            "a chunked body with an extension and a trailer", cutting,
            post + "transfer-encoding: Chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nauthorization: x\r\n\r\n", [200], isClosed: false),
        HTTPShape("an empty line before a request", cutting, "\r\n" + get + "\r\n", [200], isClosed: false),
        HTTPShape("an address of IPv6", host, "GET /a HTTP/1.1\r\nhost: [::1]:80\r\n\r\n", [200], isClosed: false),
        HTTPShape("connection: Close among others", cutting, get + "connection: te, Close\r\n\r\n" + smuggled, [200]),
        HTTPShape("HTTP/1.0", cutting, "GET /a HTTP/1.0\r\n\r\n" + smuggled, [200]),
        HTTPShape(
            "an upgrade that nobody wants", "https://www.rfc-editor.org/rfc/rfc9110#section-7.8",
            get + "connection: upgrade\r\nupgrade: h2c\r\n\r\n" + smuggled, [200]),
    ]
}
