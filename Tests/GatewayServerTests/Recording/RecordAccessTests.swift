import Foundation
import LogRecords
import LogShards
import SettingsFiles
import Testing
import Workbench

@testable import EdgeRouter
@testable import GatewayServer

/// Who may read the records that a gateway writes, and what an edge writes.
struct RecordAccessTests {
    private static let group: gid_t = geteuid() == 0 ? 54_321 : getegid()

    @Test(arguments: [("{}", "600", "700"), ("{group: '\(group)'}", "640", "2750")])
    func `records, locks, what was spilt and what is completed are the user's alone, or the group's`(
        _ yaml: String, _ file: String, _ folderMode: String
    ) throws {
        let wanted: Set = ["file \(file)", "folder \(folderMode)"]
        let scratch = try Scratch()
        let folder = scratch.path("records")
        let settings = try YAMLFile.decode(LoggingSettings.self, yaml, "logging")
        try settings.access.makeShardFolder(folder)
        // A process that is gone left a shard behind.
        let gone = ID128.random()
        let left = try ShardWriter(path: "\(folder)/\(gone.uuid)-1.ndjson.gz", access: settings.access)
        try left.write("{}\n")
        try left.flush()
        do {
            let lock = try InstanceLock(gone, in: folder, settings.access)
            withExtendedLifetime(lock) {}
        }
        try Data().write(to: URL(fileURLWithPath: "\(folder)/\(gone.uuid).lock"))
        #expect(ShardRecovery(folder: folder, access: settings.access).run { _ in } == 1)

        let instance = ID128.random()
        let lock = try InstanceLock(instance, in: folder, settings.access)
        let sink = ShardSink(folder: folder, instance: instance, lock: lock, settings: settings) { _ in }
        sink.write(Array("{}\n".utf8))
        #expect(sink.spill(Array("{}\n".utf8)))
        #expect(modes(below: folder) == wanted)
        #expect(sink.close() == 0)
        #expect(modes(below: folder) == wanted)
        withExtendedLifetime(lock) {}
    }

    @Test func `a link, a second name and a pipe in an unfinished shard's place are left alone, which is said`() throws {
        let scratch = try Scratch()
        let folder = scratch.path("records")
        let access = try YAMLFile.decode(LoggingSettings.self, "{}", "logging").access
        try access.makeShardFolder(folder)
        let (victim, gone) = (folder + "/victim", ID128.random().uuid)
        try "somebody else's\n".write(toFile: victim, atomically: false, encoding: .utf8)
        let parts = (1...3).map { "\(folder)/\(gone)-\($0).ndjson.gz.part" }
        #expect(symlink(victim, parts[0]) == 0 && link(victim, parts[1]) == 0 && mkfifo(parts[2], 0o600) == 0)
        try Data().write(to: URL(fileURLWithPath: "\(folder)/\(gone).lock"))
        var said: [String] = []
        #expect(ShardRecovery(folder: folder, access: access).run { said.append($0) } == 0)
        let left = "a shard of a process that is gone is left alone, for "
        #expect(
            said == [
                left + "it is a link: \(parts[0])", left + "the file has a second name: \(parts[1])",
                left + "it is no plain file: \(parts[2])",
            ])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.allSatisfy { !$0.hasSuffix(".gz") } && names.count == 4)
    }

    @Test func `nothing is written to a file that has a second name, and it keeps its bytes`() throws {
        let scratch = try Scratch()
        let folder = scratch.path("records")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "somebody else's\n".write(toFile: folder + "/victim", atomically: false, encoding: .utf8)
        #expect(link(folder + "/victim", folder + "/s.ndjson.gz.part") == 0)
        #expect(throws: ShardError.self) { try ShardWriter(path: folder + "/s.ndjson.gz") }
        #expect(try String(contentsOfFile: folder + "/victim", encoding: .utf8) == "somebody else's\n")
    }

    @Test func `a group that there is not is refused, for gateway and edge`() {
        let none = "{group: no such group}"
        #expect(throws: ConfigurationError.self) { try YAMLFile.decode(LoggingSettings.self, none, "logging") }
        #expect(throws: ConfigurationError.self) { try YAMLFile.decode(EdgeLogSettings.self, none, "logs") }
    }

    private func modes(below folder: String) -> Set<String> {
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        return Set(
            [folder] + names.map { folder + "/" + $0 }
        ).reduce(into: []) { modes, path in
            var status = stat()
            guard lstat(path, &status) == 0 else { return }
            modes.insert((status.st_mode & S_IFMT == S_IFDIR ? "folder " : "file ") + String(status.st_mode & 0o7777, radix: 8))
        }
    }
}
