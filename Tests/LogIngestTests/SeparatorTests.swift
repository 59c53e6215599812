import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import StoreContract
import Testing
import Workbench

/// The same objects give the same records, whatever stands between them and wherever the bytes are cut.
@Suite struct SeparatorTests {
    private static let objects = (0..<40).map(EdgeLine.text)
    static let separators = [
        "\n", "\r\n", "\r", "\n\r", "\n\n", "", " ", "\t", "\u{0B}\n", "\u{0C}", ",", ",\n", "\n,", " , ", "\u{1E}", "\n\u{1E}",
        "\u{FEFF}",
        "\n\u{FEFF}", "\u{2028}", "\u{2029}", "\u{85}", #"\n"#, #"\r\n"# + "\n", "\0", "\0\n",
    ]
    /// Limits under which everything is cut somewhere, and under which the whole is one line that is longer than a line
    /// may be.
    private static let limits = [
        ShardLimits(), ShardLimits(blockBytes: 5, inputBytes: 3), ShardLimits(longestLine: 700, blockBytes: 61, inputBytes: 7),
        ShardLimits(longestLine: 700),
    ]

    @Test(arguments: separators) func `objects that something else parts are the same records`(separator: String) throws {
        let usual = try records(Self.objects.joined(separator: "\n") + "\n")
        #expect(usual.count == 40)
        for limits in Self.limits {
            for end in ["", separator] {
                #expect(try records(Self.objects.joined(separator: separator) + end, limits) == usual)
                #expect(try records(Self.objects.map(Self.laidOut).joined(separator: separator) + end, limits) == usual)
                #expect(try records("\u{1E}" + Self.objects.joined(separator: separator) + end, limits) == usual)
            }
        }
    }

    @Test(arguments: limits) func `an array is its objects, however it is laid out and wherever it begins`(limits: ShardLimits)
        throws
    {
        let usual = try records(EdgeLine.texts(0..<40))
        let (first, rest) = (Self.objects.prefix(20), Self.objects.dropFirst(20))
        for separator in [",", ",\n", "\n, ", ",\r\n  "] {
            let array = { (objects: ArraySlice<String>) in "[" + objects.joined(separator: separator) + "]" }
            for text in [
                array(Self.objects[...]), "\u{FEFF}" + array(Self.objects[...]) + "\n", array(first) + "\n" + array(rest),
                array(first) + array(rest),
                EdgeLine.texts(0..<20) + array(rest), "[\n" + array(first).dropFirst() + "\n" + EdgeLine.texts(20..<40),
                "[\n" + Self.objects.map(Self.laidOut).joined(separator: separator) + "\n]\n",
            ] {
                #expect(try records(text, limits) == usual, "\(text.prefix(300).debugDescription)")
            }
        }
    }

    @Test(arguments: limits) func `a batch that is one object is its objects, however it is laid out`(limits: ShardLimits) throws {
        let usual = try records(EdgeLine.texts(0..<40))
        let (first, rest) = (Self.objects.prefix(20), Self.objects.dropFirst(20))
        for separator in [",", ", ", ",\n", ",\r\n  "] {
            let batch = { (key: String, objects: ArraySlice<String>) in
                #"{"\#(key)":["# + objects.joined(separator: separator) + "]}"
            }
            for text in [
                batch("events", Self.objects[...]), batch("records", Self.objects[...]) + "\n",
                "\u{FEFF}" + batch("records", Self.objects[...]) + "\n",
                batch("events", first) + "\n" + batch("events", rest), batch("events", first) + batch("records", rest) + "\n",
                EdgeLine.texts(0..<20) + batch("records", rest), batch("records", first) + "\n" + EdgeLine.texts(20..<40),
                // A brace in the first column ends what is not whole: see `ObjectScanner`.
                separator == ",\n" ? EdgeLine.texts(0..<40) : "[" + batch("records", first) + "," + batch("records", rest) + "]",
                "{\n  \"records\" : [\n" + Self.objects.map { "    " + $0 }.joined(separator: ",\n") + "\n  ]\n}\n",
                "{ \"events\": [ " + Self.objects.joined(separator: separator) + " ] }",
            ] {
                #expect(try records(text, limits) == usual, "\(text.prefix(300).debugDescription)")
            }
        }
    }

    @Test func `what is no record in a batch costs a line, and none of the others`() throws {
        let usual = try records(Self.objects.prefix(4).joined(separator: "\n"))
        let text = { (odd: String) in
            #"{"records":["# + Self.objects.prefix(2).joined(separator: ",") + odd + Self.objects[2..<4].joined(separator: ",")
                + "]}"
        }
        for odd in [",null,", #",{"a":tru},"#, #",{"a":1},"#, ",7, ", #",{"records":[\#(Self.objects[9])]},"#] {
            for limits in [ShardLimits(), ShardLimits(longestLine: 700, blockBytes: 61, inputBytes: 7)] {
                let (summary, store) = try loaded(text(odd) + "\n", limits)
                #expect(store.sightings.map(\.ray) == usual.map(\.ray))
                #expect(summary.tally.rejected == 1 && summary.tally.lines == 5, "\(odd)")
            }
        }
    }

    @Test func `an array within a record, or beside something else, is no batch`() throws {
        let array = "[" + Self.objects.prefix(3).joined(separator: ",") + "]"
        for (line, stored) in [
            (Self.objects[7].dropLast() + ",\"events\":\(array)}", 1), ("{\"events\":\(array),\(Self.objects[7].dropFirst())", 1),
            ("{\"events\":\(array),\"a\":1}", 0), ("{\"messages\":\(array)}", 0), ("{\"a\":{\"events\":\(array)}}", 0),
            ("{\"events\":\(Self.objects[7])}", 0), ("{\"events\":\"\(array.replacing("\"", with: "\\\""))\"}", 0),
        ] {
            let (summary, store) = try loaded(line + "\n")
            #expect(store.sightings.count == stored && summary.tally.lines == 1, "\(line)")
        }
    }

    @Test func `a batch that is cut off, or grows, gives each of its objects once`() throws {
        let text = #"{"events":["# + Self.objects.joined(separator: ",") + "]}\n"
        let usual = try records(EdgeLine.texts(0..<40))
        for limits in Self.limits {
            let folder = try ShardFolder()
            let store = InMemoryStore()
            let options = IngestOptions(now: testClock, readers: 1, limits: limits, recheck: true)
            for (name, length) in [
                ("a.log.part", text.utf8.count / 2), ("a.log.part", text.utf8.count - 3), ("a.log", text.utf8.count),
            ] {
                try folder.write(String(text.prefix(length)), to: name)
                let summary = try Ingest([folder.path], options: options).run(into: store)
                #expect(summary.failures.isEmpty && summary.tally.rejected == 0)
            }
            #expect(visibleLines(of: store) == 40)
            #expect(Set(store.sightings.map(\.ray)) == Set(usual.map(\.ray)))
        }
    }

    @Test func `objects that chance parts are the same records`() throws {
        var dice = Dice.throwing("separators")
        let usual = try records(EdgeLine.texts(0..<40))
        // Two NULs in a row are more than a line's end.
        let separators = Self.separators.filter { !$0.contains("\0") } + ["\0 "]
        for _ in 0..<Dice.count(20, soak: 2000) {
            let text = Self.objects.map { object in
                (dice.below(4) == 0 ? Self.laidOut(object) : object)
                    + (0..<dice.below(3)).map { _ in dice.element(of: separators) }.joined()
            }.joined()
            let limits = ShardLimits(
                longestLine: dice.element(of: [700, 2000, 1 << 20]), blockBytes: 3 + dice.below(400),
                inputBytes: 1 + dice.below(100))
            #expect(try records(text, limits) == usual, "\(text.debugDescription)")
        }
    }

    @Test func `an object within other text is no line, and its text costs one line`() throws {
        let (one, other) = (EdgeLine.text(1), EdgeLine.text(2))
        for line in [
            #"{"message":\#(one)}"#, #"{"message":"\#(one.replacing("\"", with: "\\\""))"}"#, "GET \(one)",
            #"{"RayID":"8c38\#(one)"#, "[\(one) x", "x\0\0y",
        ] {
            let (summary, store) = try loaded(line + "\n" + other + "\n")
            #expect(store.sightings.count == (line.hasPrefix("[") ? 2 : 1), "\(line)")
            #expect(summary.tally.rejected == 1, "\(line)")
            #expect(summary.tally.balances)
        }
    }

    @Test func `a line that grows by an object is continued, and no object counts twice`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        for (number, separator) in ["", ",", "\u{1E}"].enumerated() {
            for count in [3, 4, 9] {
                // Half an object is there already, each time.
                let text = Self.objects.prefix(count).joined(separator: separator) + separator + Self.objects[count].prefix(30)
                try folder.write(text, to: "\(number).log")
                _ = try load([folder.path], into: store, recheck: true)
            }
            try folder.write(Self.objects.joined(separator: separator), to: "\(number).log")
            let summary = try load([folder.path], into: store, recheck: true)
            #expect(summary.failures.isEmpty)
        }
        // All three begin with the same line, so two of them are compared with the first, and differ.
        #expect(visibleLines(of: store) == 120)
    }

    // MARK: what is compared

    private func records(_ text: String, _ limits: ShardLimits = ShardLimits()) throws -> [Sighting] {
        let (summary, store) = try loaded(text, limits)
        #expect(summary.tally.rejected == 0 && summary.tally.skipped == SkippedBytes())
        #expect(summary.tally.balances)
        return store.sightings.map { sighting in
            var record = sighting
            (record.place.line, record.place.offset, record.place.length) = (0, 0, 0)
            return record
        }
    }

    private func loaded(_ text: String, _ limits: ShardLimits = ShardLimits()) throws -> (IngestSummary, InMemoryStore) {
        let folder = try ShardFolder()
        try folder.write(text, to: "a.log")
        let store = InMemoryStore()
        let summary = try Ingest([folder.path], options: IngestOptions(now: testClock, readers: 1, limits: limits)).run(into: store)
        return (summary, store)
    }

    /// Over several lines of text, with a brace alone on the first.
    private static func laidOut(_ object: String) -> String {
        "{\n  " + object.dropFirst().dropLast().replacing(",\"", with: ",\n  \"") + "\n}"
    }
}
