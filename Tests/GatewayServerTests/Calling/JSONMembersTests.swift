import Foundation
import NIOCore
import OddValues
import Testing

@testable import GatewayServer

/// What is taken for a JSON object, and what is found in it.
struct JSONMembersTests {
    private static func read(_ text: String) async -> JSONMembers? { await JSONMembers.read(ByteBuffer(string: text)) }

    @Test(arguments: [
        "{}", " {\t\r\n} ", #"{"a":1}"#, #"{"a":-0.5e+10,"b":[],"c":[{}],"d":null,"e":true,"f":false}"#, #"{"":""}"#,
        #"{"a":1,"a":2}"#,
        #"{"a":"\" \\ \/ \b\f\n\r\t\u00e9\uD83D\uDE00"}"#, #"{"a":"日本語 é 😀"}"#, #"{"a":"\ud800"}"#, #"{"a":0,"b":10,"c":1E5}"#,
        #"{"a":\#(String(repeating: "[", count: 511))\#(String(repeating: "]", count: 511))}"#, "{\"a\":\"\u{7F}\u{85}\"}",
    ])
    func `what the grammar allows is taken`(_ text: String) async { #expect(await Self.read(text) != nil) }

    @Test(arguments: [
        "", " ", "[]", "7", "\"a\"", "null", "{", "}", "{}}", "{}{}", "{},", #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":}"#,
        #"{"a"}"#,
        #"{a:1}"#, #"{'a':1}"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":+1}"#, #"{"a":1e}"#, #"{"a":--1}"#, #"{"a":-}"#,
        #"{"a":NaN}"#, #"{"a":Infinity}"#, #"{"a":True}"#, #"{"a":nul}"#, #"{"a":nulls}"#, #"{"a":truefalse}"#, #"{"a":1 2}"#,
        #"{"a":[1,]}"#,
        #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":[1}"#, #"{"a":{]}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u12g4"}"#,
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u{0}\"}", #"{"a":"b"#, #"{"a":"b\"#, "\u{FEFF}{}", "{}\u{0}", "// x\n{}", #"{"a":1/*x*/}"#, #"{"a"::1}"#,
        #"{"a":1,,"b":1}"#,
        #"{"a":\#(String(repeating: "[", count: 512))\#(String(repeating: "]", count: 512))}"#,
    ])
    func `what the grammar does not allow is refused`(_ text: String) async { #expect(await Self.read(text) == nil) }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE3, 0x81], [0xE3, 0x81, 0x22], [0xFE, 0xFF],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) async {
        for place in 0..<9 {
            let text = Array(#"{"a":""#.utf8) + Array(repeating: UInt8(ascii: "x"), count: place) + bytes + Array(#""}"#.utf8)
            #expect(await JSONMembers.read(ByteBuffer(bytes: text)) == nil)
        }
    }

    @Test func `members beyond the limit are refused`() async {
        func object(_ count: Int) -> String { "{" + (0..<count).map { "\"m\($0)\":0" }.joined(separator: ",") + "}" }
        #expect(await Self.read(object(JSONWalk.mostMembers)) != nil)
        #expect(await Self.read(object(JSONWalk.mostMembers + 1)) == nil)
    }

    @Test func `values are read as they stand, names as they are meant`() async throws {
        let text =
            #"{"mod\u0065l" : "a\u0062\ud83d\ude00\ud800" ,"stream":true,"n":12,"o":{"p":[1, {"q":"]"} ,"x,y",[2,3]]},"n":13}"#
        let members = try #require(await Self.read(text))
        #expect(members.string("model") == "ab😀\u{FFFD}" && members.flag("stream") == true && members.count("n") == 13)
        let elements = try #require(await members.object("o")?.elements("p"))
        #expect(elements.map { String(buffer: $0) } == ["1", #"{"q":"]"}"#, #""x,y""#, "[2,3]"])
        #expect(await members.object("stream") == nil)
        #expect(members.elements("n") == nil && members.text("n") == nil)
        #expect(members.string("model", mostBytes: 3) == nil && members.value("absent") == nil)
    }

    @Test func `a member is replaced where it stands more than once, or in other capitals`() async throws {
        for text in [
            #"{"model":"x","a":[1 , 2],"model":"m"}"#, #"{"MODEL":"x","a":[1 , 2],"model":"m"}"#, #"{"a":[1 , 2],"Model":"m"}"#,
            #"{"\u006dodel":"x","a":[1 , 2]}"#,
        ] {
            let members = try #require(await Self.read(text))
            #expect(String(buffer: members.replacing([("model", "\"m\"")])) == #"{"a":[1 , 2],"model":"m"}"#)
        }
        let same = #"{ "model" : "m" , "a":1.50 }"#
        #expect(String(buffer: try #require(await Self.read(same)).replacing([("model", "\"m\""), ("b", nil)])) == same)
        #expect(String(buffer: try #require(await Self.read("{}")).replacing([("b", nil)])) == "{}")
    }

    @Test func `a text that is put together says what its parts say`() throws {
        for text in ["", "a\"\\\n\t\u{1}\u{1F}é😀", "/</b>"] {
            let data = Data(json(text).utf8)
            #expect(try JSONDecoder().decode(String.self, from: data) == text)
            #expect(JSONString(text).text == text)
            #expect((JSONString(text) + JSONString("x")).text == text + "x")
        }
    }

    /// Bytes of a mutated object, which Foundation's parser is asked about too.
    @Test func `it takes what Foundation's parser takes, but for what that knows beyond the grammar`() async throws {
        var dice = Dice.throwing("JSON beside Foundation's")
        var taken = 0
        for _ in 0..<Dice.count(3000, soak: 300_000) {
            let bytes = JSONDamage.done(to: dice.element(of: JSONDamage.objects), &dice)
            let isOurs = await JSONMembers.read(ByteBuffer(bytes: bytes)) != nil
            let isTheirs = (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
            taken += isOurs ? 1 : 0
            let text = String(decoding: bytes, as: UTF8.self)
            // A surrogate alone, numbers beyond Double, byte order marks and other encodings.
            if text.contains("\\u") || text.lowercased().contains("e") && isOurs || bytes.contains(0) { continue }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
            // It forgives a comma behind the last member, which the grammar does not.
            let hasTrailingComma = text.contains(#/,\s*[}\]]/#)
            #expect(isOurs == isTheirs || isTheirs && hasTrailingComma, "\(text)")
        }
        #expect(taken > 100)
    }
}
