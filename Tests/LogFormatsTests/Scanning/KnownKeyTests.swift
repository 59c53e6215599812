import LogRecords
import Testing

@testable import LogFormats

/// Lines whose keys stand where they stood in the line before, or nearly.
struct KnownKeyTests {
    private let key = String(repeating: "k", count: 60)

    /// A record with a time and one text, under the first `length` letters of a long key.
    private func decoder(_ lengths: [Int]) -> LineDecoder {
        let format = LogFormat(
            name: "test", vantage: .gateway, requires: ["t"],
            fields: [.init("t", .ended, read: .instant)]
                + lengths.map { .init(KeyPath(stringLiteral: String(key.prefix($0))), .method, read: .term) })
        return LineDecoder(formats: [format])
    }

    private func method(_ line: String, _ decoder: LineDecoder) -> String? { Decoded(line, by: decoder).text(.method) }

    @Test(arguments: [1, 11, 12, 13, 27, 28, 29, 43, 44, 45, 46, 60])
    func `a key is known by all its bytes, however long it is`(_ length: Int) {
        let decoder = decoder([length])
        let name = String(key.prefix(length))
        let end = String(repeating: " ", count: 60)
        for _ in 0..<2 {
            #expect(method("{\"t\":1795000000,\"\(name)\":\"A\"}\(end)", decoder) == "A")
            #expect(method("{\"t\":1795000000,\"\(name.dropLast())x\":\"A\"}\(end)", decoder) == nil)
            #expect(method("{\"t\":1795000000,\"x\(name.dropFirst())\":\"A\"}\(end)", decoder) == nil)
            #expect(method("{\"t\":1795000000,\"\(name)k\":\"A\"}\(end)", decoder) == nil)
            #expect(method("{\"t\":1795000000,\"\(name)\":\"A\"}", decoder) == "A")
        }
    }

    @Test func `white space may be there in one line and not in the next`() {
        let decoder = decoder([1])
        for line in [
            #"{"t":1795000000,"k":"A"}"#, #"{ "t" : 1795000000 , "k" : "A" }"#, "{\"t\":\t1795000000,\"k\":\n \"A\"\r\n}",
            #"{"t":1795000000, "k":   "A"}"#, #"{"t":1795000000,"k":"A"}"#,
        ] {
            #expect(method(line, decoder) == "A", "\(line)")
        }
        #expect(Decoded("{\"t\":1795000000,\"k\":\u{b}\"A\"}", by: decoder).result == .rejected(.notJSON))
        #expect(Decoded("{\"t\":1795000000,\"k\": }", by: decoder).result == .rejected(.notJSON))
        #expect(Decoded("{\"t\":1795000000,\"k\":", by: decoder).result == .rejected(.notJSON))
    }

    @Test func `of equal keys the last counts, in the second line too`() {
        let decoder = decoder([1])
        for _ in 0..<3 {
            #expect(method(#"{"t":1795000000,"k":"A","k":"B"}"#, decoder) == "B")
            #expect(method(#"{"t":1795000000,"k":"A","k":null}"#, decoder) == nil)
            #expect(method(#"{"t":1795000000,"k":null,"k":"B"}"#, decoder) == "B")
        }
    }

    @Test func `keys beyond those that are remembered are found`() {
        let decoder = decoder([1])
        for count in [90, 94, 95, 96, 97, 200] {
            let others = (0..<count).map { "\"other\($0)\":\($0)," }.joined()
            for _ in 0..<2 { #expect(method("{\(others)\"t\":1795000000,\"k\":\"A\"}", decoder) == "A", "\(count)") }
        }
    }
}
