import LogRecords
import LogShards
import OddValues
import Testing
import Workbench

struct GzipShardTests {
    @Test func `every member of a gzip gives its lines`() throws {
        let bytes = try compressed("a\nb") + compressed("") + compressed("c\nd\n")
        for limits in [ShardLimits(), tight] {
            let reading = try read(bytes, limits)
            #expect(reading.coding == .gzip)
            #expect(reading.texts == ["a", "bc", "d"])
            #expect(!reading.isTruncated)
            #expect(reading.notes.isEmpty)
        }
    }

    @Test func `a header with a name, a comment and extra bytes is passed over even when it comes byte by byte`() throws {
        let plain = try compressed("one\ntwo\n")
        let extra: [UInt8] = [5, 0, 1, 2, 3, 4, 5]
        let fields = extra + Array("access.log".utf8) + [0] + Array("a comment".utf8) + [0]
        let bytes = Array(plain[..<3]) + [0x04 | 0x08 | 0x10] + Array(plain[4..<10]) + fields + Array(plain[10...])
        #expect(try read(bytes).texts == ["one", "two"])
        // The first look at a file is a long one: behind it everything comes byte by byte.
        let before = inventedLines(100)
        let first = try compressed(before.joined(separator: "\n") + "\n")
        #expect(first.count > 1000)
        #expect(try read(first + bytes + bytes, tight).texts == before + ["one", "two", "one", "two"])
    }

    @Test(arguments: [UInt8(0x20), 0x40, 0x80])
    func `a header with a reserved flag is damaged`(flag: UInt8) throws {
        let plain = try compressed("one\ntwo\n")
        let flagged = Array(plain[..<3]) + [plain[3] | flag] + Array(plain[4...])
        #expect(throws: ShardError.self) { try read(flagged) }
        #expect(throws: ShardError.self) { try read(plain + flagged, tight) }
    }

    @Test func `a gzip cut at any byte gives whole lines only, and ends`() throws {
        let lines = inventedLines(400)
        let bytes = try compressed(lines.joined(separator: "\n") + "\n")
        var mostLines = 0
        for length in stride(from: 2, to: bytes.count, by: 97) {
            let reading = try read(Array(bytes[..<length]))
            #expect(reading.isTruncated)
            #expect(reading.texts == Array(lines[..<reading.lines.count]))
            #expect(reading.servedBytes == reading.lines.reduce(0) { $0 + $1.length + 1 })
            mostLines = max(mostLines, reading.lines.count)
        }
        #expect(mostLines > 300)
    }

    @Test func `a second member cut inside its header is a cut`() throws {
        let first = try compressed("a\n")
        let second = try compressed("b\n")
        for length in 1..<second.count {
            let reading = try read(first + Array(second[..<length]))
            #expect(reading.isTruncated, "cut after \(length)")
            #expect(reading.texts.first == "a")
            #expect(reading.notes.isEmpty)
        }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `one flipped bit never lets an altered line through`(seed: UInt64) throws {
        let lines = inventedLines(300, seed: seed)
        let bytes = try compressed(lines.joined(separator: "\n") + "\n")
        var random = SeededDice(state: seed)
        var damaged = 0
        for round in 0..<200 {
            // The last rounds go to the end, where a hidden end of data looks like a cut.
            let from = round < 120 ? 0 : bytes.count - 40
            let bit = Int.random(in: from * 8..<bytes.count * 8, using: &random)
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

    @Test func `a wrong checksum and a wrong length are damage`() throws {
        let bytes = try compressed("a\nb\n")
        for position in [bytes.count - 8, bytes.count - 4] {
            var altered = bytes
            altered[position] ^= 1
            let error = #expect(throws: ShardError.self) { try read(altered) }
            #expect(error?.explanation.what == "damaged gzip: checksum or length does not match")
        }
    }

    @Test func `rubbish and padding after the last member are skipped, counted and told`() throws {
        let bytes = try compressed("a\n")
        for limits in [ShardLimits(), tight] {
            let rubbish = try read(bytes + [1, 2, 0xFF] + Array("fourteen bytes".utf8), limits)
            #expect(rubbish.texts == ["a"])
            #expect(rubbish.notes == ["17 bytes after the last gzip member are neither text nor compressed: skipped"])
            #expect(rubbish.skipped == SkippedBytes(count: 17, padding: 0))
            #expect(!rubbish.isTruncated)
            let padded = try read(bytes + Array(repeating: 0, count: 512), limits)
            #expect(padded.notes == ["512 bytes of zero padding after the last gzip member skipped"])
            #expect(padded.skipped == SkippedBytes(count: 512, padding: 512))
        }
    }

    @Test func `text and streams behind a stream go on with its content`() throws {
        let bytes = try compressed("a\nb") + compressed("c\n", .zstd) + compressed("d") + [0, 0] + Array("e\nf".utf8)
        for limits in [ShardLimits(), tight] {
            let reading = try read(bytes, limits)
            #expect(reading.texts == ["a", "bc", "de", "f"])
            #expect(reading.digest == (try read("a\nbc\nde\nf")).digest)
            #expect(reading.coding == .gzip)
        }
    }

    @Test func `line ends between streams part nothing but streams`() throws {
        let bytes = try compressed("{}") + [10] + compressed("{}", .zstd) + [13, 10, 10] + compressed("{}\n") + [10]
        for limits in [ShardLimits(), tight] {
            let reading = try read(bytes, limits)
            #expect(reading.texts == ["{}{}{}", ""])
            #expect(reading.skipped == SkippedBytes())
        }
    }

    @Test func `a stream behind another that is cut is a cut, and one that is damaged is damage`() throws {
        let (first, second) = (try compressed("a\n"), try compressed("b\nc\n", .zstd))
        let cut = try read(first + second.dropLast(3))
        #expect(cut.isTruncated && cut.texts.first == "a")
        var altered = first + second
        altered[altered.count - 1] ^= 1
        #expect(throws: ShardError.self) { try read(altered) }
    }

    @Test func `a writer that was killed leaves all lines up to its last sync point`() throws {
        let folder = try Scratch()
        let writer = try ShardWriter(path: folder.path + "/live.ndjson.gz")
        try writer.write("{\"seq\":0}\n{\"seq\":1}\n")
        try writer.flush()
        try writer.write("{\"seq\":2}\n")
        let reading = try Reading(.file(path: folder.path + "/live.ndjson.gz.part"))
        #expect(reading.texts == ["{\"seq\":0}", "{\"seq\":1}"])
        #expect(reading.isTruncated)
    }

    @Test func `a last line without its end serves when the gzip is whole`() throws {
        let reading = try read(try compressed("a\nb"))
        #expect(reading.texts == ["a", "b"])
        #expect(!reading.isTruncated)
    }

    @Test func `gzip inside gzip is refused with a hint`() throws {
        let folder = try Scratch()
        let writer = try ShardWriter(path: folder.path + "/twice.gz")
        try writer.write(try compressed("a\n"))
        try writer.finish()
        let error = #expect(throws: ShardError.self) { try Reading(.file(path: folder.path + "/twice.gz")) }
        #expect(error?.explanation.hint == "it looks like compressed twice: unpack it once")
    }
}
