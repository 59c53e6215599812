import LogRecords
import LogShards
import OddValues
import Testing

struct SplittingFuzzTests {
    private static let pieces = [
        "{", "}", "[", "]", "\n", "\n", "\r\n", " ", ",", "\"", "\\", "a", "{\"a\":1}", "{\n", "  \"b\": {\n", "}\n",
        "xxxxxxxxxxxxxxxx", "\u{FEFF}", "\0", "\0\0\0\0\0", "\u{1E}", "\u{2028}", "{\"b\":2}{\"c\":3}", "{\"events\":[",
        "{\"events\":[{\"a\":1},{\"b\":2}]}", "{\"records\" : [ {",
    ]

    @Test(arguments: 0..<40)
    func `lines are the same whatever the size of the blocks, and each is where it says`(seed: Int) throws {
        var random = SeededDice(state: UInt64(seed))
        for _ in 0..<25 {
            let count = Int.random(in: 0..<60, using: &random)
            let text = (0..<count).map { _ in SplittingFuzzTests.pieces.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let name = Bool.random(using: &random) ? "a" : "a.part"
            let longest = Int.random(in: 1..<40, using: &random)
            let wide = try read(bytes, named: name, ShardLimits(longestLine: longest))
            for block in [1, 3, 5, 64] {
                let limits = ShardLimits(longestLine: longest, blockBytes: block, inputBytes: 1)
                #expect(try read(bytes, named: name, limits) == wide, "\(text.debugDescription) \(longest) \(block)")
            }
            var end: Int64 = 0
            for line in wide.lines {
                #expect(line.offset >= end)
                end = line.offset + line.length
                #expect(line.isTooLong == (line.length > Int64(longest)))
                guard end <= Int64(bytes.count), !line.isTooLong else { continue }
                #expect(Array(line.text.utf8) == Array(bytes[Int(line.offset)..<Int(end)]), "\(text.debugDescription)")
            }
            #expect(end <= Int64(bytes.count))
            // White space and commas aside, nothing is lost.
            if name == "a" {
                let kept = wide.lines.reduce(wide.skipped.count) { $0 + $1.length }
                let marks: Set<UInt8> = [0x00, 0x20, 0x0A, 0x0D, 0x2C, 0x5B, 0x5D, 0x1E, 0xEF, 0xBB, 0xBF, 0xE2, 0x80, 0xA8]
                // Nor is what opens and closes a batch.
                let batches = text.matches(of: #/\{"(?:events|records)" ?: ?\[/#).reduce(0) { $0 + $1.output.count + 1 }
                let ignorable = bytes.count(where: marks.contains) + batches
                #expect(Int64(bytes.count) - kept <= Int64(ignorable), "\(text.debugDescription)")
                // NULs at the end are no content yet.
                #expect(wide.servedBytes == Int64(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0))
            }
        }
    }
}
