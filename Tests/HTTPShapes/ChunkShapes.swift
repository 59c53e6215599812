/// Chunks that two readers could end at different bytes.
extension HTTPShape {
    private static let funky = "https://w4ke.info/2025/06/18/funky-chunks.html"
    private static let chunked = "https://www.rfc-editor.org/rfc/rfc9112#section-7.1"
    private static let coded = post + "transfer-encoding: chunked\r\n\r\n"

    static let chunks: [HTTPShape] = [
        HTTPShape("a line feed ends an extension", funky, coded + "2;\n00\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape("a line end in a quoted extension", funky, coded + "2;a=\"\r\n\"\r\n{}\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape("two other bytes end a chunk", funky, coded + "2\r\n{}XX0\r\n\r\n" + smuggled, [400]),
        HTTPShape("a line feed ends a size", funky, coded + "2\n{}\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape("a carriage return ends a size", funky, coded + "2\rX{}\r\n0\r\n\r\n" + smuggled, [400]),
        HTTPShape("a size beyond 64 bits", chunked, coded + "1ffffffffffffffff\r\n{}\r\n0\r\n\r\n", [400]),
        HTTPShape("a negative size", chunked, coded + "-2\r\n{}\r\n0\r\n\r\n", [400]),
        HTTPShape("a size with 0x", chunked, coded + "0x2\r\n{}\r\n0\r\n\r\n", [400]),
        HTTPShape("a size with a blank", chunked, coded + "2 \r\n{}\r\n0\r\n\r\n", [400]),
        HTTPShape("no size", chunked, coded + "\r\n{}\r\n0\r\n\r\n", [400]),
        HTTPShape("a chunk longer than its size", chunked, coded + "2\r\n{}{}\r\n0\r\n\r\n", [400]),
    ]
}
