import Foundation
import LogRecords
import LogShards
import Testing
import Workbench

struct ShardWriterTests {
    @Test(arguments: ShardEntry.Coding.allCases)
    func `what is written is read back, and the same calls give the same bytes`(coding: ShardEntry.Coding) throws {
        let lines = inventedLines(3000)
        let folder = try Scratch()
        for name in ["one", "two"] {
            let writer = try ShardWriter(path: folder.path + "/" + name, coding: coding)
            for line in lines { try writer.write(line + "\n") }
            try writer.flush()
            try writer.finish()
            #expect(writer.fileBytes == Int64(try folder.bytes(of: name).count))
        }
        let reading = try Reading(.file(path: folder.path + "/one"))
        #expect(reading.coding == coding)
        #expect(reading.texts == lines)
        #expect(!reading.isTruncated)
        #expect(try folder.bytes(of: "one") == folder.bytes(of: "two"))
    }

    @Test(arguments: ShardEntry.Coding.allCases)
    func `after a flush everything can be read from the unfinished file`(coding: ShardEntry.Coding) throws {
        let folder = try Scratch()
        let writer = try ShardWriter(path: folder.path + "/live", coding: coding)
        for count in 1...5 {
            try writer.write("{\"seq\":\(count)}\n")
            try writer.flush()
            let reading = try Reading(.file(path: folder.path + "/live.part"))
            #expect(reading.lines.count == count)
        }
    }

    @Test func `the name appears when the shard is whole, and never when it is abandoned`() throws {
        let folder = try Scratch()
        let writer = try ShardWriter(path: folder.path + "/a.gz")
        try writer.write("x\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.gz.part"])
        try writer.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.gz"])
        let other = try ShardWriter(path: folder.path + "/b.gz")
        other.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.gz"])
    }

    @Test func `a folder that is not there is an error`() throws {
        let folder = try Scratch()
        let error = #expect(throws: ShardError.self) { try ShardWriter(path: folder.path + "/none/a.gz") }
        #expect(error?.explanation.what == "cannot write: No such file or directory")
    }
}
