import Foundation
import Testing
import Workbench

struct VerifyTests {
    /// Two loads of one shard each, so that there are two segments; the first is that of `edge/a.log`.
    private func loaded() throws -> (folder: IngestFolder, segment: String) {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<20), to: "edge/a.log")
        _ = try folder.load()
        let segment = try #require(try segments(of: folder).first)
        try folder.write(folder.gzip(IngestFolder.lines(20..<30)), to: "edge/b.log.gz")
        _ = try folder.load()
        return (folder, segment)
    }

    private func segments(of folder: IngestFolder) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.store)?.allObjects as? [String] ?? []
        return names.filter { $0.contains("/") && $0.hasSuffix(".sqlite") }.map { folder.store + "/" + $0 }
    }

    private func verify(_ folder: IngestFolder, _ options: String...) throws -> ProgramResult {
        try RunProgram().run(["verify", "--store", folder.store] + options)
    }

    private func ray(_ number: Int) -> String { EdgeLine.ray(number) }

    @Test func `a store that is whole is said to be`() throws {
        let (folder, _) = try loaded()
        let result = try verify(folder)
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("\nwhole\n"))
        #expect(result.output.contains("2 read: 30 rows, 30 of them looked up"))
        #expect(result.output.contains("2 known: 2 read again and the same"))
        let json = try verify(folder, "--json", "--full").output
        #expect(json.hasPrefix(#"{"schema":"waybill.verify/1","whole":true,"segments":2,"rows":30,"rows_looked_up":30,"#))
    }

    @Test func `a damaged segment is named by verify, and by each answer that it could be in`() throws {
        let (folder, segment) = try loaded()
        for path in [segment, segment.replacing(".sqlite", with: ".ids")] {
            try Data("damaged on purpose".utf8).write(to: URL(fileURLWithPath: path))
        }
        let name = segment.dropFirst(folder.store.count + 1).dropLast(".sqlite".count)
        let check = try verify(folder)
        #expect(check.status == 2)
        #expect(check.output.contains("segment damaged: \(name).sqlite"))

        let other = try RunProgram().run(["route", ray(25), "--store", folder.store])
        #expect(other.status == 0)
        #expect(other.output.replacing("\n", with: " ").contains(String(name)))
        let lost = try RunProgram().run(["route", ray(5), "--store", folder.store])
        #expect(lost.status == 3)
        #expect(lost.errors.contains("segment \(name) cannot be read"))
        let json = try RunProgram().run(["route", ray(25), "--json", "--store", folder.store])
        #expect(json.output.contains(#""complete":false"#))
        #expect(json.output.contains(#""unreadable":[{"segment":"\#(name)","why":""#))
        // The next load is not kept from its work.
        try folder.write(IngestFolder.lines(30..<40), to: "edge/c.log")
        #expect(try folder.load().stored == 10)
    }

    @Test func `a shard whose file changed is named, one that grew or is gone is not`() throws {
        let (folder, _) = try loaded()
        try folder.write(IngestFolder.lines(0..<21), to: "edge/a.log")
        try FileManager.default.removeItem(atPath: folder.logs + "/edge/b.log.gz")
        let grown = try verify(folder)
        #expect(grown.status == 0)
        #expect(grown.output.contains("1 read again and the same, 1 not there any more"))
        try folder.write(IngestFolder.lines(1..<21), to: "edge/a.log")
        let changed = try verify(folder)
        #expect(changed.status == 2)
        #expect(changed.output.contains("shard changed: edge/a.log"))
    }

    @Test func `a shard that was moved is found by its content`() throws {
        let (folder, _) = try loaded()
        let moved = folder.url.appendingPathComponent("archive").path
        try FileManager.default.moveItem(atPath: folder.logs, toPath: moved)
        #expect(try verify(folder).output.contains("0 read again and the same, 2 not there any more"))
        #expect(try verify(folder, "--shards", moved).output.contains("2 read again and the same, 0 not there any more"))
    }

    @Test func `a lost catalog is made again, and no load runs over it before`() throws {
        let (folder, segment) = try loaded()
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder.store + "/catalog.sqlite" + ending)
        }
        let refused = try folder.ingest()
        #expect(refused.status == 2)
        #expect(refused.errors.contains("--rebuild-catalog"))
        #expect(FileManager.default.fileExists(atPath: segment))
        #expect(try verify(folder).status == 2)

        let rebuilt = try verify(folder, "--rebuild-catalog")
        #expect(rebuilt.status == 0)
        #expect(rebuilt.output.contains("made from 2 segments: 2 shards"))
        #expect(try RunProgram().run(["route", ray(5), "--store", folder.store]).status == 0)
        #expect(try folder.load().shards.known == 2)
        #expect(try verify(folder, "--rebuild-catalog").status == 2)
    }

    @Test func `a manifest of a whole store is one for sha256sum, and tells what changed since`() throws {
        let (folder, segment) = try loaded()
        let file = folder.url.appendingPathComponent("store.sha256").path
        let written = try verify(folder, "--write-manifest", file)
        #expect(written.status == 0)
        #expect(written.output.contains("6 files: written"))
        #expect(try sha256sum(file, in: folder.store) == 0)
        #expect(try verify(folder, "--manifest", file, "--json").output.contains(#""manifest":{"files":6,"written":false}"#))

        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: segment))
        try handle.seek(toOffset: 16384 + 11)
        try handle.write(contentsOf: Data([0xEE]))
        try handle.close()
        #expect(try sha256sum(file, in: folder.store) == 1)
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let changed = try verify(folder, "--manifest", file, "--write-manifest", file)
        #expect(changed.status == 2)
        #expect(changed.output.contains("file differs: \(segment.dropFirst(folder.store.count + 1)): its SHA-256"))
        #expect(changed.output.contains("not written, as the store is not whole"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
        #expect(try verify(folder, "--manifest", file + ".none").status == 2)
    }

    private func sha256sum(_ manifest: String, in folder: String) throws -> Int32 {
        try Tool.result(["sha256sum", "--check", "--status", manifest], in: URL(fileURLWithPath: folder)).status
    }

    @Test func `a value that was edited is not answered, and is named by verify`() throws {
        let (folder, segment) = try loaded()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
        let host = try #require(bytes.range(of: Data("gateway.example.com".utf8)))
        bytes[host.lowerBound] ^= 1
        try bytes.write(to: URL(fileURLWithPath: segment))
        let name = segment.dropFirst(folder.store.count + 1).dropLast(".sqlite".count)
        let check = try verify(folder)
        #expect(check.status == 2)
        #expect(check.output.contains("segment damaged: \(name).sqlite: 1 of "))
        let lost = try RunProgram().run(["route", ray(5), "--store", folder.store])
        #expect(lost.status == 3)
        #expect(lost.errors.replacing("\n", with: " ").contains("is not as it was written"))
    }

    @Test func `without a store it says how to make one`() throws {
        let folder = try IngestFolder()
        for options in [[], ["--rebuild-catalog"]] {
            let result = try RunProgram().run(["verify", "--store", folder.store] + options)
            #expect(result.status == 2)
            #expect(result.errors.contains("trace ingest"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }
}
