import LogRecords
import LogShards
import OddValues
import Testing
import Workbench

struct ZstdShardTests {
    private let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]

    @Test func `every frame gives its lines and skippable frames give none`() throws {
        let bytes = try skippable + compressed("a\nb", .zstd) + skippable + compressed("c\n", .zstd) + skippable
        for limits in [ShardLimits(), tight] {
            let reading = try read(bytes, limits)
            #expect(reading.coding == .zstd)
            #expect(reading.texts == ["a", "bc"])
            #expect(!reading.isTruncated)
            #expect(reading.notes.isEmpty)
        }
    }

    @Test func `a zstd cut at any byte gives whole lines only, and ends`() throws {
        let lines = inventedLines(2000)
        let bytes = try compressed(lines.joined(separator: "\n") + "\n", .zstd)
        var mostLines = 0
        for length in stride(from: 4, to: bytes.count, by: 97) {
            let reading = try read(Array(bytes[..<length]))
            #expect(reading.isTruncated)
            #expect(reading.texts == Array(lines[..<reading.lines.count]))
            mostLines = max(mostLines, reading.lines.count)
        }
        #expect(mostLines > 500)
    }

    @Test func `one flipped bit in a zstd never lets an altered line through`() throws {
        let lines = inventedLines(600, seed: 9)
        let bytes = try compressed(lines.joined(separator: "\n") + "\n", .zstd)
        var random = SeededDice(state: 9)
        var damaged = 0
        for _ in 0..<200 {
            let bit = Int.random(in: 0..<bytes.count * 8, using: &random)
            var altered = bytes
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                let reading = try read(altered)
                #expect(reading.texts == Array(lines.prefix(reading.lines.count)), "bit \(bit)")
            } catch is ShardError {
                damaged += 1
            }
        }
        #expect(damaged > 150)
    }

    @Test func `shards that are read at once share the memory for large windows, and it comes back`() throws {
        // 16 MiB of window, and the one raw block of three bytes.
        let bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 14 << 3, 3 << 3 | 1, 0, 0] + Array("{}\n".utf8)
        let folder = try Scratch()
        let file = ShardInput.file(path: try folder.put(bytes, at: "shard"))
        var limits = ShardLimits()
        limits.windows = WindowBudget(bytes: 16 << 20)
        do {
            let first = try ShardReader(file, limits: limits)
            #expect(try first.nextLines()?.count == 1)
            let second = try ShardReader(file, limits: limits)
            #expect(throws: ShardError.windowsBusy(path: file.name)) { try second.nextLines() }
        }
        #expect(try Reading(file, limits).texts == ["{}"])
    }

    @Test func `a frame over the window cap is an error that states both sizes`() throws {
        // Window descriptor: exponent 28 - 10 in the upper five bits.
        let bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 18 << 3, 1, 0, 0]
        let error = #expect(throws: ShardError.self) { try read(bytes) }
        #expect(
            error?.explanation.what
                == "a zstd frame needs a window of 268435456 bytes, and 134217728 is the most allowed")
        // The same frame is let through by a larger cap, and is then an empty one that lacks its checksum.
        #expect(try read(bytes, ShardLimits(largestWindowLog: 28)).isTruncated)
    }

    @Test func `rubbish after the last frame is skipped and told`() throws {
        let reading = try read(try compressed("a\n", .zstd) + [1, 2, 3, 4])
        #expect(reading.texts == ["a"])
        #expect(reading.notes == ["4 bytes after the last zstd frame are neither text nor compressed: skipped"])
    }

    @Test func `a frame that was made with a dictionary is not called damaged`() throws {
        // Single segment, a dictionary's number of four bytes, content size 2, one raw last block of two bytes.
        let bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x23, 7, 0, 0, 1, 2, 2 << 3 | 1, 0, 0] + Array("a\n".utf8)
        let error = #expect(throws: ShardError.self) { try read(bytes) }
        #expect(error?.explanation.what == "was compressed with a zstd dictionary (number 16777223), which is not at hand")
        #expect(error?.explanation.hint?.contains("zstd -d -D DICTIONARY FILE") == true)
        // Four bytes of zero name none.
        let none: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x23, 0, 0, 0, 0, 2, 2 << 3 | 1, 0, 0] + Array("a\n".utf8)
        #expect(try read(none).texts == ["a"])
    }

    @Test func `a frame without a checksum is told`() throws {
        // Single segment, no checksum, content size 2, one raw last block of two bytes.
        let bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 2, 2 << 3 | 1, 0, 0] + Array("a\n".utf8)
        let reading = try read(bytes)
        #expect(reading.texts == ["a"])
        #expect(reading.notes == ["a zstd frame carries no checksum: damage in it would not be noticed"])
    }
}
