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
