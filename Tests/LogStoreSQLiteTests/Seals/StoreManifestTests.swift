import Foundation
import LogRecords
import StoreContract
import Testing
import Workbench

@testable import LogStoreSQLite

@Suite struct StoreManifestTests {
    @Test func `a manifest names what differs, is missing and is new, and nothing else`() throws {
        let store = TemporaryStore()
        for number in 1...3 { try load("c-\(number)", digest: UInt64(number), into: try store.open()) }
        store.drop()
        let before = try StoreManifest(of: store.path)
        #expect(Set(before.digests.keys.map { $0.split(separator: ".").last }) == ["sqlite", "ids", "filters"])
        #expect(before.digests.count == 8)
        #expect(try StoreManifest(of: store.path).differences(from: before) == [])
        let segments = try files(in: store).filter { $0.hasSuffix(".ids") }.sorted()
        try Data("x".utf8).write(to: URL(fileURLWithPath: segments[0]))
        try FileManager.default.removeItem(atPath: segments[1])
        let new = store.path + "/2026-03-10/stranger"
        try Data("y".utf8).write(to: URL(fileURLWithPath: new))
        let found = try StoreManifest(of: store.path).differences(from: before)
        let expected = [
            (StoreFinding.Kind.fileDiffers, segments[0]), (.fileMissing, segments[1]), (.fileNew, new),
        ].map { ($0, String($1.dropFirst(store.path.count + 1))) }.sorted { $0.1 < $1.1 }
        #expect(found.map(\.kind) == expected.map(\.0))
        #expect(found.map(\.place) == expected.map(\.1))
    }

    @Test func `what is written is read back as it was, and an earlier manifest is replaced`() throws {
        let store = TemporaryStore()
        try load("c-1", digest: 1, into: try store.open())
        store.drop()
        try Data("z".utf8).write(to: URL(fileURLWithPath: store.path + "/a\\b\nc"))
        let file = store.path + ".sha256"
        defer { unlink(file) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: file))
        let manifest = try StoreManifest(of: store.path)
        try manifest.write(to: file, of: store.path)
        #expect(try StoreManifest(reading: file) == manifest)
        #expect(manifest.digests["a\\b\nc"] == "594e519ae499312b29433b7dd8a97ff068defcba9755b6d5d00e84c524d67b06")
        #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
    }

    @Test func `a manifest takes the place of no device, and of no file of the store`() throws {
        let store = TemporaryStore()
        try load("c-1", digest: 1, into: try store.open())
        store.drop()
        let manifest = try StoreManifest(of: store.path)
        let pipe = store.path + ".pipe"
        defer { unlink(pipe) }
        #expect(mkfifo(pipe, 0o600) == 0)
        let before = try StoreManifest(of: store.path)
        let day = try #require(before.digests.keys.first { $0.contains("/") })
        let inside = [
            "/catalog.sqlite", "/.lock", "/" + day, "/new",
            "/" + (day.split(separator: "/").first.map(String.init) ?? "") + "/../x",
        ]
        for target in [pipe, "/dev/null"] + inside.map({ store.path + $0 }) {
            #expect(throws: StoreError.self, "\(target)") { try manifest.write(to: target, of: store.path) }
        }
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        #expect(try StoreManifest(of: store.path) == before)
    }

    private static let digest = String(repeating: "0a", count: 32)

    @Test(arguments: [
        ("", "  a", "a"), ("", " *a", "a"), ("\\", "  a\\nb\\\\c\\r", "a\nb\\c\r"), ("", "  a\\nb", "a\\nb"), ("", "   a", " a"),
    ]) func `a line of sha256sum is read`(prefix: String, rest: String, path: String) {
        let line = ManifestLine(reading: Array((prefix + Self.digest + rest).utf8))
        #expect(line == ManifestLine(digest: Self.digest, path: path))
        #expect(ManifestLine(reading: Array((prefix + Self.digest.uppercased() + rest).utf8)) == line)
    }

    @Test(arguments: [
        "", " ", "\\", "x", "0a", digest, digest + " ", digest + "  ", digest + "a  b", digest.dropLast() + "g  a",
        "\\" + digest + "  a\\",
        "\\" + digest + "  a\\x", digest + "\ta",
    ]) func `a line that is none is refused`(line: String) throws {
        #expect(ManifestLine(reading: Array(line.utf8)) == nil)
        #expect(ManifestLine(reading: Array((line + "\u{0}").utf8.dropLast()) + [0xFF]) == nil)
        let scratch = try Scratch()
        let file = try scratch.write(Self.digest + "  a\n" + line + "\n", to: "manifest")
        if !line.isEmpty { #expect(throws: StoreError.self) { try StoreManifest(reading: file) } }
    }
}
