import LogShards
import Testing

struct ObjectTests {
    private let pretty = "{\n  \"insertId\": \"a}\\\"{\",\n  \"resource\": {\n    \"type\": \"x\"\n  }\n}"

    private func both(_ text: String) throws -> Reading {
        let reading = try read(text)
        #expect(try read(text, tight) == reading)
        return reading
    }

    @Test func `an object over several lines of text is one line`() throws {
        let reading = try both("plain\n\(pretty)\n\n\(pretty)\r\nafter\n")
        #expect(reading.texts == ["plain", pretty, "", pretty, "after"])
        #expect(reading.lines.map(\.number) == [1, 2, 3, 4, 5])
        #expect(reading.lines[1].offset == 6)
        #expect(reading.lines[1].length == Int64(pretty.utf8.count))
    }

    @Test func `what a console prints before an object is a line of its own`() throws {
        let reading = try both("Query: resource.type=\"x\"\n{\n  \"a\": 1\n}\n")
        #expect(reading.texts == ["Query: resource.type=\"x\"", "{\n  \"a\": 1\n}"])
    }

    @Test func `objects with commas between them, as cut out of an array, are lines`() throws {
        #expect(
            try both("  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  } junk\n").texts == [
                "  {\n    \"a\": 1\n  }", "  {\n    \"a\": 2\n  }", "junk",
            ])
    }

    @Test func `an object that never ends is one line, and what follows it is read`() throws {
        #expect(try both("{\n  \"a\": 1,\n{\"b\":2}\n{\"c\":3}\n").texts == ["{\n  \"a\": 1,", "{\"b\":2}", "{\"c\":3}"])
        #expect(try both("{\n  \"a\": \"open,\n  \"b\": 2\n}\nnext\n").texts == ["{\n  \"a\": \"open,\n  \"b\": 2\n}", "next"])
        #expect(try both("{\n  \"a\": 1\n").texts == ["{\n  \"a\": 1\n"])
    }

    @Test func `an object cut short is left out`() throws {
        let reading = try read("ok\n{\n  \"a\": 1,\n", named: "live.part")
        #expect(reading.texts == ["ok"])
        #expect(reading.isTruncated)
        #expect(reading.servedBytes == 3)
    }

    @Test func `an object longer than the longest line is too long, and the next is read`() throws {
        let filler = (0..<100).map { "  \"k\($0)\": {}" }.joined(separator: ",\n")
        let long = "{\n\(filler)\n}"
        let reading = try read("\(long)\n{\n  \"a\": 1\n}\n", ShardLimits(longestLine: 64, blockBytes: 16, inputBytes: 16))
        #expect(reading.lines.map(\.isTooLong) == [true, false])
        #expect(reading.lines.map(\.length) == [Int64(long.utf8.count), 12])
    }

    @Test func `the elements of an array are lines, whatever the layout`() throws {
        for text in [
            "[{\"a\":1},{\"b\":[{}]},{\"c\":\"]\"}]", "[\n{\"a\":1},\n{\"b\":[{}]},\n{\"c\":\"]\"}\n]\n",
            "\n  [ {\"a\":1}\n, {\"b\":[{}]} ,{\"c\":\"]\"}]\n\n",
        ] {
            let reading = try both(text)
            #expect(reading.texts.filter { !$0.isEmpty } == ["{\"a\":1}", "{\"b\":[{}]}", "{\"c\":\"]\"}"])
            #expect(reading.lines.map(\.number) == Array(1...Int64(reading.lines.count)))
        }
        #expect(try both("[\n  \(pretty),\n  \(pretty)\n]\n").texts == [pretty, pretty])
        #expect(try both("[]\n").texts.isEmpty)
    }

    @Test func `a batch in an object that is longer than a line may be is taken apart, and so is one that is cut off`() throws {
        let filler = (0..<100).map { "{\"k\":\($0)}" }
        let text = "{\"events\":[\(filler.joined(separator: ",\n  "))\n]}"
        let limits = ShardLimits(longestLine: 64, blockBytes: 16, inputBytes: 16)
        for text in [text.replacing("\n", with: ""), "{ \n" + text.dropFirst()] {
            #expect(
                try read(text + "\n{\"b\":1}\n", limits).texts.filter { $0.first == "{" && $0.count < 12 } == filler + ["{\"b\":1}"]
            )
        }
        let cut = try read("{\"events\":[{\"a\":1},{\"a\":2},{\"a\":", named: "a.part")
        #expect(cut.texts == ["{\"a\":1}", "{\"a\":2}"])
        #expect(cut.isTruncated)
        let other = try read("{\"others\":[\(filler.joined(separator: ","))]}\n", limits)
        #expect(other.lines.map(\.isTooLong) == [true])
    }

    @Test func `what lies between the elements of an array is a line of its own`() throws {
        #expect(
            try both("[{\"a\":1}, nonsense {\"b\":2}, 7]\nafter\n").texts == ["{\"a\":1}", "nonsense ", "{\"b\":2}", "7", "after"])
    }

    @Test func `arrays one after another are read, and lines behind them`() throws {
        #expect(
            try both("[{\"a\":1}]\n[{\"a\":2}][{\"a\":3}]\n{\"a\":4}\n[1]\n").texts == [
                "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "[1]",
            ])
    }

    @Test func `a bracket that begins a line of some other log makes no array`() throws {
        let text = "[2026-11-22 10:00:00] started, ok\n[2026-11-22 10:00:01] {stopped}\n"
        #expect(try both(text).texts == ["[2026-11-22 10:00:00] started, ok", "[2026-11-22 10:00:01] {stopped}"])
    }

    @Test func `an array cut short gives its whole elements`() throws {
        let reading = try read("[{\"a\":1},\n{\"a\":2},\n{\"a\":", named: "a.part")
        #expect(reading.texts == ["{\"a\":1}", "{\"a\":2}"])
        #expect(reading.isTruncated)
    }
}
