import Foundation
import LogShards
import Testing
import Workbench

struct LineTests {
    @Test func `number, offset and length of a line are its place in the content`() throws {
        let reading = try read("ab\n\ncde\n")
        #expect(
            reading.lines == [
                .init(text: "ab", number: 1, offset: 0, length: 2, isTooLong: false),
                .init(text: "", number: 2, offset: 3, length: 0, isTooLong: false),
                .init(text: "cde", number: 3, offset: 4, length: 3, isTooLong: false),
            ])
    }

    @Test func `a carriage return before the newline belongs to the line's end, elsewhere to the line`() throws {
        let reading = try read("a\r\nb\rc\r\r\n\r\nd\r")
        #expect(reading.texts == ["a", "b\rc\r", "", "d"])
        #expect(reading.lines.map(\.offset) == [0, 3, 9, 11])
    }

    @Test func `a byte order mark is no part of the first line, and part of the digest`() throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("{\"a\":1}\n".utf8)
        for limits in [ShardLimits(), tight] {
            let reading = try read(bytes, limits)
            #expect(reading.texts == ["{\"a\":1}"])
            #expect(reading.lines[0].offset == 3)
            #expect(reading.servedBytes == 11)
        }
    }

    @Test func `a line as long as allowed is given, a longer one is counted with its real length`() throws {
        let limits = ShardLimits(longestLine: 10, blockBytes: 16, inputBytes: 16)
        let long = String(repeating: "x", count: 1000)
        for end in ["\n", "\r\n"] {
            let reading = try read("0123456789\(end)0123456789a\(end)\(long)\(end)short\(end)", limits)
            #expect(reading.texts == ["0123456789", "", "", "short"])
            #expect(reading.lines.map(\.length) == [10, 11, 1000, 5])
            #expect(reading.lines.map(\.isTooLong) == [false, true, true, false])
            #expect(reading.lines.map(\.number) == [1, 2, 3, 4])
        }
    }

    @Test func `a cut inside a line that is too long takes the digest back to before it`() throws {
        let limits = ShardLimits(longestLine: 10, blockBytes: 16, inputBytes: 16)
        let cut = try read("first\n" + String(repeating: "x", count: 1000), named: "a.part", limits)
        #expect(cut.texts == ["first"])
        #expect(cut.isTruncated)
        #expect(cut.servedBytes == 6)
        #expect(cut.digest == (try read("first\n")).digest)
    }

    /// In a process of its own: the memory of one is that of all tests in it.
    @Test func `a line of a hundred megabytes is never held`() async {
        await #expect(processExitsWith: .success) {
            let folder = try Scratch()
            func member(_ text: [UInt8]) throws -> Data {
                let path = folder.path + "/member.gz"
                let writer = try ShardWriter(path: path, level: 1)
                try writer.write(text)
                try writer.finish()
                return try Data(contentsOf: URL(filePath: path))
            }
            let piece = try member([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20))
            let end = try member(Array("\nshort\n".utf8))
            try Data((0..<100).flatMap { _ in piece } + end).write(to: URL(filePath: folder.path + "/long.gz"))
            let before = peakMemoryKiB()
            let reading = try Reading(.file(path: folder.path + "/long.gz"))
            try #require(reading.lines.map(\.length) == [100 << 20, 5])
            try #require(reading.lines.map(\.isTooLong) == [true, false])
            try #require(peakMemoryKiB() - before < 16 << 10)
        }
    }

    @Test func `a block of blank lines stays small, and no line is lost between blocks`() throws {
        let folder = try Scratch()
        let path = try folder.put([UInt8](repeating: UInt8(ascii: "\n"), count: 300_000), at: "blank")
        let reader = try ShardReader(.file(path: path))
        var count = 0
        var last: Int64 = 0
        while let block = try reader.nextLines() {
            #expect(block.count <= 1 << 16)
            count += block.count
            last = block.last?.number ?? 0
        }
        #expect(count == 300_000)
        #expect(last == 300_000)
        #expect(reader.servedBytes == 300_000)
    }

    @Test func `a shard with more blank lines than a limit is refused in words, and one with as many is read`() throws {
        let folder = try Scratch()
        let path = try folder.put([UInt8](repeating: UInt8(ascii: "\n"), count: 4 << 16) + Array("{\"a\":1}\n".utf8), at: "blank")
        var limits = ShardLimits()
        for (most, isRead) in [(4 << 16, true), (4 << 16 - 1, false)] {
            limits.mostShortLines = most
            let reader = try ShardReader(.file(path: path), limits: limits)
            let lines = Result { () throws(ShardError) in
                var count = 0
                while let block = try reader.nextLines() { count += block.count }
                return count
            }
            #expect(lines == (isRead ? .success(4 << 16 + 1) : .failure(.shortLines(path: path, most: most))))
        }
    }

    @Test func `the hash of the first line with bytes is known after the first block`() throws {
        let folder = try Scratch()
        let reader = try ShardReader(.file(path: try folder.put("\n{\"a\":1}\nrest\n", at: "a")))
        _ = try reader.nextLines()
        #expect(reader.firstLineHash == (try read("{\"a\":1}\n")).firstLineHash)
        #expect(reader.firstLineHash != (try read("{\"a\":2}\n")).firstLineHash)
    }

    @Test func `watched digests are those of the beginnings`() throws {
        let text = inventedLines(50).joined(separator: "\n") + "\n"
        let length = Int64(text.utf8.count)
        let reading = try read(Array(text.utf8), tight, watching: [0, 10, 999, length, length + 1])
        #expect(Set(reading.watched.keys) == [0, 10, 999, length])
        #expect(reading.watched[10] == (try read(String(text.prefix(10)))).digest)
        #expect(reading.watched[999] == (try read(String(text.prefix(999)))).digest)
        #expect(reading.watched[length] == reading.digest)
    }
}
