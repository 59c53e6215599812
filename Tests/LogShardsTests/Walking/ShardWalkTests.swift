import Foundation
import Glibc
import LogRecords
import LogShards
import Testing
import Workbench

struct ShardWalkTests {
    @Test func `folders are walked in the order of names, each file once, hidden ones not`() throws {
        let folder = try Scratch()
        for name in ["b/2.gz", "b/10.gz", "a.ndjson", "B.ndjson", ".hidden", ".git/x", "live.gz.part"] {
            try folder.put("x\n", at: name)
        }
        let found = ShardWalk.find([folder.path, folder.path + "/a.ndjson", folder.path + "/"])
        #expect(found.files.map(\.relativePath) == ["B.ndjson", "a.ndjson", "b/10.gz", "b/2.gz", "live.gz.part"])
        #expect(
            found.files.allSatisfy {
                $0.folder == folder.path && $0.path == folder.path + "/" + $0.relativePath && $0.fileBytes == 2
            })
        #expect(found.skipped.isEmpty)
    }

    @Test func `a file that is named lies in its own folder, and may be hidden`() throws {
        let folder = try Scratch()
        let path = try folder.put("x\n", at: "deep/.hidden")
        let file = try #require(ShardWalk.find([path]).files.first)
        #expect(file.folder == folder.path + "/deep")
        #expect(file.relativePath == ".hidden")
        #expect(file.hint.size == 2)
        #expect(file.hint == ShardWalk.hint(ofFileAt: path))
    }

    @Test func `a loop of links ends, and a linked file is met once`() throws {
        let folder = try Scratch()
        try folder.put("x\n", at: "in/a")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/in/loop", withDestinationPath: folder.path)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/z", withDestinationPath: folder.path + "/in/a")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/broken", withDestinationPath: folder.path + "/none")
        let found = ShardWalk.find([folder.path])
        #expect(found.files.map(\.relativePath) == ["in/a"])
        #expect(found.skipped.map(\.path) == [folder.path + "/broken"])
    }

    @Test func `a path that is not there is a failure, a pipe among the shards is not`() throws {
        let folder = try Scratch()
        mkfifo(folder.path + "/pipe", 0o600)
        let found = ShardWalk.find([folder.path, folder.path + "/none"])
        #expect(found.files.isEmpty)
        #expect(found.skipped.map(\.isFailure) == [false, true])
        #expect(found.skipped.map(\.reason) == ["neither a file nor a folder", "cannot open: No such file or directory"])
    }

    @Test(arguments: ["a.log", "caf\u{E9}.log", #"a\xE9"#, #"a\x5Cx41"#, #"a\"#, #"\x"#, #"\\x80"#]) func `a text is of one path`(
        name: String
    ) {
        for bytes in [Array(name.utf8), Array(name.utf8) + [0xE9], [0xC3] + Array(name.utf8), [0xFF, 0x5C] + Array(name.utf8)] {
            #expect(PathText.bytes(of: PathText.text(of: bytes)) == bytes)
        }
        #expect(PathText.text(of: [0x63, 0xE9, 0x2E]) == #"c\xE9."#)
        #expect(PathText.text(of: Array(#"c\xE9"#.utf8)) == #"c\x5CxE9"#)
        #expect(PathText.text(of: Array(#"c\x41"#.utf8)) == #"c\x41"#)
    }

    @Test func `objects that are no logs are skipped with their reason`() throws {
        let folder = try Scratch()
        let none = [
            "ownership-challenge.txt", "ownership-challenge-0a1b.txt", "cloudflare-ownership-challenge-11.txt", "a.idx.json",
            "SHA256SUMS",
            "README.txt", "notes.md",
        ]
        for name in none { try folder.put("eyJhbGciOiJFUzI1NiJ9\n", at: name) }
        try folder.put(try compressed("{\"content\":\"tests\"}"), at: "test.txt.gz")
        try folder.put("test", at: "test.txt")
        try folder.put("{\"kind\":\"request\"}\n", at: "logs/test.txt")
        try folder.put("{\"a\":1}\n", at: "challenge.txt")
        let found = ShardWalk.find([folder.path])
        #expect(found.files.map(\.relativePath) == ["challenge.txt", "logs/test.txt"])
        #expect(found.skipped.count == none.count + 2)
        #expect(found.skipped.allSatisfy { !$0.isFailure })
        #expect(found.skipped.contains { $0.reason == "an upload test" })
    }
}
