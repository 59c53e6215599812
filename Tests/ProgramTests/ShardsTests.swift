import Foundation
import Testing
import Workbench

struct ShardsTests {
    private func loaded() throws -> IngestFolder {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<20) + "nonsense\n", to: "edge/a.log")
        try folder.write(folder.gzip(IngestFolder.lines(20..<30)), to: "edge/b.log.gz")
        _ = try folder.load()
        return folder
    }

    @Test func `each shard is a line with its times, lines and flags`() throws {
        let result = try loaded().shards()
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0)
        #expect(lines.count == 3)
        #expect(lines.first?.hasPrefix("shard") == true)
        #expect(lines[1].hasPrefix("edge/a.log"))
        #expect(lines[1].hasSuffix("rejected"))
        #expect(lines[1].contains("cloudflare.http_requests"))
    }

    @Test func `as JSON every key is there, one object a line`() throws {
        let output = try loaded().shards("--json").output
        let objects = try output.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(objects.count == 2)
        for object in objects {
            #expect(object?["schema"] as? String == "waybill.shard/1")
            #expect(object?.keys.contains("window_from") == true)
            #expect((object?["digest"] as? String)?.hasPrefix("xxh3:") == true)
        }
    }

    @Test func `rejected lines are listed by place and reason, never by content`() throws {
        let folder = try loaded()
        let text = try folder.shards("--rejected").output
        #expect(text.hasPrefix("edge/a.log:21 (offset "))
        #expect(text.hasSuffix("): not JSON\n"))
        #expect(!text.contains("nonsense"))
        let json = try folder.shards("--rejected", "--json").output
        #expect(json.contains(#""reason":"not_json""#))
    }

    @Test func `without a store it says how to make one`() throws {
        let folder = try IngestFolder()
        let result = try folder.shards()
        #expect(result.status == 2)
        #expect(result.errors.contains("trace ingest"))
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }
}
