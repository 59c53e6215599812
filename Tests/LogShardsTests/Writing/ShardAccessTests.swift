import Foundation
import LogRecords
import LogShards
import OwnedFiles
import Testing
import Workbench

/// Who may read what a shard writer writes.
struct ShardAccessTests {
    private static let group: gid_t = geteuid() == 0 ? 54_321 : getegid()

    @Test(arguments: [
        (FileAccess.owner, mode_t(0o600), mode_t(0o700)), (.group(group), 0o640, 0o2750),
    ])
    func `a shard and its folders are its owner's alone, or its group's, while it grows and afterwards`(
        _ access: FileAccess, _ file: mode_t, _ folder: mode_t
    ) throws {
        let place = try Scratch()
        let path = place.path + "/a/b/s.ndjson.gz"
        try access.makeShardFolder(place.path + "/a/b")
        let writer = try ShardWriter(path: path, access: access)
        try writer.write("line\n")
        try writer.flush()
        #expect(try mode(of: path + ".part") == file)
        try ShardCompletion.complete(path + ".part", as: path + "2", access: access)
        try writer.finish()
        for (name, mode) in [(path, file), (path + "2", file), (place.path + "/a", folder), (place.path + "/a/b", folder)] {
            #expect(try self.mode(of: name) == mode, "\(name)")
            if let group = access.group { #expect(try status(of: name).st_gid == group) }
        }
    }

    @Test func `a shard is not written through a link, and a folder that is there keeps its mode`() throws {
        let place = try Scratch()
        try place.put("keep", at: "letter")
        try FileManager.default.createSymbolicLink(
            atPath: place.path + "/s.ndjson.part", withDestinationPath: place.path + "/letter")
        #expect(throws: ShardError.cannotWrite(path: place.path + "/s.ndjson.part", code: ELOOP)) {
            try ShardWriter(path: place.path + "/s.ndjson", coding: .plain)
        }
        #expect(try place.bytes(of: "letter") == Array("keep".utf8))
        try #require(chmod(place.path, 0o755) == 0)
        try FileAccess.owner.makeShardFolder(place.path)
        #expect(try mode(of: place.path) == 0o755)
    }

    private func status(of path: String) throws -> stat {
        var status = stat()
        try #require(lstat(path, &status) == 0, "\(path)")
        return status
    }

    private func mode(of path: String) throws -> mode_t { try status(of: path).st_mode & 0o7777 }
}
