import Foundation
import LogRecords
import OwnedFiles
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Who may read what lies in a store.
@Suite struct StoreModesTests {
    /// A group that the tests may give files to.
    private static let group: gid_t = geteuid() == 0 ? 54_321 : getegid()

    @Test func `all of a new store is its owner's alone`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        _ = try store.open()
        #expect(try modes(of: store).isSubset(of: ["file 600", "folder 700"]))
        #expect(StoreModes(of: store.path).wider().isEmpty)
    }

    @Test func `a group that is named may read all of a new store, and so it stays`() throws {
        let store = TemporaryStore()
        _ = try SQLiteRecordWriter(opening: store.path, access: .group(Self.group))
        // Merges, continuations and a catalog that is made again are of the group too, without naming it.
        try fillVaried(store)
        #expect(try modes(of: store) == ["file 640", "folder 2750"])
        #expect(try groups(of: store) == [Self.group])
        try loseLog(of: store)
        try FileManager.default.removeItem(atPath: store.path + "/catalog.sqlite")
        _ = try CatalogRebuild.run(in: store.path)
        try load("after", digest: 99, into: store.open())
        #expect(try modes(of: store) == ["file 640", "folder 2750"])
        #expect(try groups(of: store) == [Self.group])
        #expect(try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.isEmpty)
    }

    @Test func `an empty folder becomes its owner's alone, unless it was made for a group`() throws {
        for (mode, wanted) in [(0o755, "folder 700"), (0o750, "folder 700"), (0o2750, "folder 2750")] {
            let store = TemporaryStore()
            try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
            try #require(chmod(store.path, mode_t(mode)) == 0)
            try load("a", digest: 1, into: store.open())
            let own = try status(of: store.path).st_mode & 0o7777
            #expect("folder " + String(own, radix: 8) == wanted, "\(String(mode, radix: 8))")
            #expect(try modes(of: store).filter { $0.hasPrefix("folder") } == [wanted])
        }
    }

    @Test func `a file with a second name keeps its mode, and that is said`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: store.open())
        store.drop()
        let other = store.path + "-other"
        defer { unlink(other) }
        let segment = try #require(try entries(of: store).first { $0.hasSuffix(".ids") })
        try #require(link(segment, other) == 0 && chmod(other, 0o644) == 0)
        #expect(throws: StoreError.self) { try StoreModes(of: store.path).fix() }
        var status = stat()
        #expect(stat(other, &status) == 0 && status.st_mode & 0o777 == 0o644)
    }

    @Test func `an older store keeps its modes until they are set, and verify says that they are wider`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: store.open())
        store.drop()
        for name in try entries(of: store) { try #require(chmod(name, isFolder(name) ? 0o755 : 0o644) == 0) }
        try load("b", digest: 2, into: store.open())
        store.drop()
        #expect(try modes(of: store) == ["file 644", "folder 755"])
        let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
        #expect(findings.map(\.kind) == [.modes] && findings.allSatisfy(\.isHarmless), "\(findings)")
        #expect(findings.first?.what.contains("trace verify --fix-modes") == true)

        let all = try entries(of: store).count
        #expect(try StoreModes(of: store.path).fix() == all)
        #expect(try modes(of: store) == ["file 600", "folder 700"])
        #expect(try StoreModes(of: store.path).fix() == 0)
        #expect(try StoreModes(of: store.path).fix(.group(Self.group)) == all)
        #expect(try modes(of: store) == ["file 640", "folder 2750"])
        #expect(try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.isEmpty)
        #expect(try count("b", in: store) == 1)
    }

    private func entries(of store: TemporaryStore) throws -> [String] {
        let found = FileManager.default.enumerator(atPath: store.path)?.allObjects as? [String] ?? []
        return [store.path] + found.map { store.path + "/" + $0 }
    }

    private func isFolder(_ path: String) throws -> Bool { try status(of: path).st_mode & S_IFMT == S_IFDIR }

    private func status(of path: String) throws -> stat {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status
    }

    private func modes(of store: TemporaryStore) throws -> Set<String> {
        Set(
            try entries(of: store).map { path in
                (try isFolder(path) ? "folder " : "file ") + String(try status(of: path).st_mode & 0o7777, radix: 8)
            })
    }

    private func groups(of store: TemporaryStore) throws -> Set<gid_t> {
        Set(try entries(of: store).map { try status(of: $0).st_gid })
    }
}
