import LogRecords
import OddValues
import Testing

@testable import LogFormats

/// Lines that no system would write, and what is made of them.
struct HostileLineTests {
    private func result(_ line: String) -> LineDecoder.Result { Decoded(line).result }

    private let format = LogFormat(
        name: "test", vantage: .gateway, requires: ["t"],
        fields: [
            .init("t", .ended, read: .instant), .init("m", .method, read: .term), .init("c", .correlationID, read: .text),
            .init("o.m", .path, read: .term), .init("l[].s", attempt: .status, read: .integer),
            .init("l[].n", attempt: .model, read: .term), .init(countOf: "l", .attemptCount),
        ])

    private func decode(_ line: String) -> Decoded { Decoded(line, by: LineDecoder(formats: [format])) }

    @Test(arguments: ["", " ", "\t \r\n"])
    func `nothing is a blank line`(_ line: String) {
        #expect(result(line) == .blank)
    }

    @Test(arguments: ["[]", "[1,{}]", "3", "\"a\"", "null", "NaN"])
    func `JSON that is no object is told from garbage`(_ line: String) {
        #expect(result(line) == .rejected(.notAnObject))
    }

    @Test(arguments: [
        "{", "}", "{}}", "{} x", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}",
        "{a:1}",
        "{'a':1}", "{\"a\":\"\u{1}\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":tru}", "{\"a\":truee}", "[1,]", "[1 2]",
        "{\"a\":[1}",
        "{\"a\":{\"b\":1]}", "\"a", "\u{0}", "{\"a\":-}", "{\"a\":-Inf}", "{\"a\":\"\\", "{\"a", "{\"a\"", "{\"a\":",
    ])
    func `what breaks the grammar is no JSON, in skipped values too`(_ line: String) {
        #expect(result(line) == .rejected(.notJSON))
    }

    @Test func `Python's words for no number are absent values`() {
        let decoded = decode(#"{"t":1795000000,"m":NaN,"c":-Infinity,"l":Infinity}"#)
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.cell(.method) == nil)
        #expect(decoded.decoder.drift.isEmpty)
    }

    @Test func `512 levels are read and one more is too deep, ten thousand too`() {
        func nested(_ depth: Int) -> String {
            "{\"t\":1795000000,\"x\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        #expect(decode(nested(512)).result == .stored(format: 0))
        #expect(decode(nested(513)).result == .rejected(.tooDeep))
        #expect(decode(nested(10_000)).result == .rejected(.tooDeep))
    }

    @Test func `of two equal keys the last counts, with all that is under it`() {
        let decoded = decode(#"{"t":1,"m":"A","t":1795000000,"m":null,"o":{"m":"/x"},"o":{},"l":[{"s":1,"n":"a"}],"l":[{"s":2}]}"#)
        #expect(decoded.cell(.ended) == 1_795_000_000_000_000_000)
        #expect(decoded.cell(.method) == nil)
        #expect(decoded.cell(.path) == nil)
        #expect(decoded.cell(.status, of: 0) == 2)
        #expect(decoded.cell(.model, of: 0) == nil)
    }

    @Test func `a key may be written with escapes`() {
        #expect(decode(#"{"\u0074":1795000000}"#).result == .stored(format: 0))
    }

    @Test func `text that is no Unicode is dropped and counted`() {
        var line = Array(#"{"t":1795000000,"m":"GE?","c":"\ud800"}"#.utf8)
        line.replace([UInt8(ascii: "?")], with: [0xFF])
        let decoded = Decoded(line, by: LineDecoder(formats: [format]))
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.cell(.method) == nil)
        #expect(decoded.cell(.correlationID) == nil)
        #expect(decoded.decoder.drift.map(\.path) == ["m", "c"])
        #expect(decoded.decoder.drift.allSatisfy { $0.problem == .unreadable && $0.count == 1 })
    }

    @Test func `a value of the wrong type is dropped and counted, and the rest stays`() {
        let decoded = decode(#"{"t":1795000000,"m":{"a":1},"c":["x","y"]}"#)
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.decoder.drift.map(\.problem) == [.wrongType, .wrongType])
    }

    @Test func `more attempts than are kept are counted`() {
        let decoded = decode("{\"t\":1795000000,\"l\":[" + (1...40).map { "{\"s\":\($0)}" }.joined(separator: ",") + "]}")
        #expect(decoded.cell(.attemptCount) == 40)
        #expect(decoded.batch.attemptCount == RecordBatch.mostAttempts)
        #expect(decoded.cell(.status, of: 15) == 16)
    }

    @Test func `a record without a time leaves no row`() {
        let decoded = decode(#"{"t":"yesterday","l":[{"s":1}]}"#)
        #expect(decoded.result == .rejected(.noTime))
        #expect(decoded.batch.count == 0)
        #expect(decoded.batch.attemptCount == 0)
    }

    @Test func `a line of a mebibyte is read`() {
        let decoded = decode(
            "{\"x\":\"" + String(repeating: "y", count: 1 << 20) + "\",\"t\":1795000000,\"c\":\""
                + String(repeating: "z", count: 256) + "\"}")
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.cell(.correlationID) == nil, "longer than a text may be")
    }

    @Test func `random bytes and cut lines never stop the decoder`() {
        let decoder = LineDecoder()
        var batch = decoder.newBatch()
        var random = FoundationFuzzTests.Lines(seed: 7)
        var whole: [UInt8] = []
        fullRecord().append(to: &whole)
        for round in 0..<Dice.count(1800, soak: 60_000) {
            var line = round % 3 == 0 ? (0..<random.below(200)).map { _ in UInt8(random.below(256)) } : whole
            if round % 3 == 1 { line.removeLast(random.below(line.count)) }
            if round % 3 == 2 { for _ in 0..<4 { random.damage(&line) } }
            _ = line.withUnsafeBytes { decoder.decode($0, shard: 1, number: 1, offset: 0, into: batch) }
            if batch.isFull { batch = decoder.newBatch() }
        }
    }
}
