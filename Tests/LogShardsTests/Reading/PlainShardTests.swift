import Foundation
import LogRecords
import LogShards
import Testing
import Workbench

struct PlainShardTests {
    @Test func `an empty file has no lines and is whole`() throws {
        let reading = try read("")
        #expect(reading.lines.isEmpty)
        #expect(!reading.isTruncated)
        // XXH3-128 of nothing, as `xxhsum -H2` prints it.
        #expect(reading.digest.description == "xxh3:99aa06d3014798d86001c324468d497f")
    }

    @Test func `the digest is the one that xxhsum prints`() throws {
        #expect(try read("a\nb\n").digest.description == expectedDigest)
    }

    @Test func `a last line without its end serves, unless the file is still being written`() throws {
        let whole = try read("a\nb")
        #expect(whole.texts == ["a", "b"])
        #expect(!whole.isTruncated)
        let part = try read("a\nb", named: "live.ndjson.part")
        #expect(part.texts == ["a"])
        #expect(part.isTruncated)
        #expect(part.servedBytes == 2)
        #expect(try read("a\nb\n", named: "live.ndjson.part").isTruncated == false)
    }

    @Test func `the suffix says nothing about the coding`() throws {
        #expect(try read("a\n", named: "x.gz").coding == .plain)
        #expect(try read(try compressed("a\n"), named: "x.ndjson").coding == .gzip)
        #expect(try read(try compressed("a\n", .zstd), named: "x.gz").coding == .zstd)
    }

    @Test(
        arguments: [
            ("zip", [0x50, 0x4B, 0x03, 0x04, 0, 0]), ("bzip2", Array("BZh91AY".utf8)),
            ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
            ("Parquet", Array("PAR1".utf8)), ("SQLite", Array("SQLite format 3\0".utf8)),
            ("age", Array("age-encryption.org/v1\n".utf8)), ("gpg", Array("-----BEGIN PGP MESSAGE-----\n".utf8)),
            ("lz4", [0x04, 0x22, 0x4D, 0x18, 0x64]), ("bzip2 -dc", Array("BZh91AY".utf8)),
            ("tar -xOf", Array(repeating: 0x41, count: 257) + Array("ustar".utf8)),
            ("tar", Array(repeating: 0x41, count: 257) + Array("ustar".utf8)), ("UTF-16", [0xFF, 0xFE, 0x7B, 0]),
        ] as [(String, [UInt8])])
    func `a format that is known and not read is named`(name: String, bytes: [UInt8]) throws {
        let error = #expect(throws: ShardError.self) { try read(bytes) }
        #expect(error?.explanation.what == "is neither text, gzip nor zstd")
        #expect(error?.explanation.hint?.contains(name) == true)
    }

    @Test func `a file of a program is no text, and a text with NULs is one`() throws {
        for text in ["abc\0def\n", "\0\0{}\n", "{}\n\0\0"] { #expect(try read(text).lines.count == 1) }
        let program: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0] + (0..<400).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for bytes in [program, try compressed(String(decoding: program.map { $0 & 0x7F }, as: UTF8.self))] {
            let error = #expect(throws: ShardError.self) { try read(bytes) }
            #expect(error?.explanation.what == "is neither text, gzip nor zstd")
        }
    }

    @Test func `UTF-16 without its mark is known too`() throws {
        let text = "{\"RayID\":\"8c38\"}\n{\"RayID\":\"8c39\"}\n"
        let (little, big) = (text.utf8.flatMap { [$0, UInt8(0)] }, text.utf8.flatMap { [UInt8(0), $0] })
        for bytes in [little, big] {
            let error = #expect(throws: ShardError.self) { try read(bytes) }
            #expect(error?.explanation.hint?.contains("iconv -f UTF-16") == true)
        }
    }

    @Test func `a file that is not there is said so, and what is no plain file is not waited for`() throws {
        let folder = try Scratch()
        let gone = #expect(throws: ShardError.self) { try Reading(.file(path: folder.path + "/none")) }
        #expect(gone?.explanation.what == "cannot open: No such file or directory")
        mkfifo(folder.path + "/pipe", 0o600)
        for path in [folder.path, folder.path + "/pipe", "/dev/zero"] {
            #expect(throws: ShardError.notAFile(path: path)) { try Reading(.file(path: path)) }
        }
    }

    @Test func `a stream is told by its first bytes too`() throws {
        for (bytes, coding) in [(try compressed("a\nb\n"), ShardEntry.Coding.gzip), (Array("a\nb\n".utf8), .plain)] {
            let pipe = Pipe()
            // One byte first: the magic number comes in two pieces.
            pipe.fileHandleForWriting.write(Data(bytes[..<1]))
            pipe.fileHandleForWriting.write(Data(bytes[1...]))
            try pipe.fileHandleForWriting.close()
            let reading = try Reading(.stream(descriptor: pipe.fileHandleForReading.fileDescriptor))
            #expect(reading.coding == coding)
            #expect(reading.texts == ["a", "b"])
        }
    }

    private let expectedDigest = "xxh3:895ce4f567238372b6307d6feb690ac7"
}
