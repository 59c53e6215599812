/// Invented lines of Cloudflare's: the least that is a record.
package enum EdgeLine {
    /// One that is like no other of another `number`.
    package static func text(_ number: Int) -> String {
        let start = 1_790_000_000_000_000_000 + number * 1_000_000
        return
            #"{"RayID":"\#(ray(number))","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start),"EdgeEndTimestamp":\#(start + 5_000_000)"#
            + #","EdgeResponseStatus":200,"ClientRequestHost":"gateway.example.com"}"#
    }

    package static func ray(_ number: Int) -> String { String(firstRay + UInt64(number), radix: 16) }

    package static let firstRay: UInt64 = 0x8c38_0000_0000_0000

    package static func texts(_ numbers: Range<Int>) -> String { numbers.map { text($0) + "\n" }.joined() }
}
