import Foundation
import LogIngest
import LogRecords
import LogShards
import StoreContract

/// A temporary folder of shards with invented lines; it goes when the value goes.
final class ShardFolder {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("shards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // scratch; whether it goes away proves nothing
    }

    /// An edge line that is like no other of another `number`.
    static func line(_ number: Int) -> String {
        let ray = String(UInt64(0x8c38_0000_0000_0000) + UInt64(number), radix: 16)
        let start = 1_790_000_000_000_000_000 + number * 1_000_000
        return #"{"RayID":"\#(ray)","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start),"EdgeEndTimestamp":\#(start + 5_000_000)"#
            + #","EdgeResponseStatus":200,"ClientRequestHost":"gateway.example.com"}"#
    }

    static func lines(_ numbers: Range<Int>) -> String {
        numbers.map { line($0) + "\n" }.joined()
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file.path
    }

    /// The same text as gzip or zstd makes it, told by the name.
    @discardableResult
    func compress(_ text: String, to name: String) throws -> String {
        let plain = try write(text, to: name + ".plain")
        let data = try ShardFolder.run(name.hasSuffix(".gz") ? ["gzip", "-c", plain] : ["zstd", "-qc", plain])
        remove(name + ".plain")
        return try write(data, to: name)
    }

    func remove(_ name: String) {
        try? FileManager.default.removeItem(at: url.appendingPathComponent(name))  // a later write or count would show it
    }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(at: url.appendingPathComponent(name), to: url.appendingPathComponent(other))
    }

    private static func run(_ words: [String]) throws -> Data {
        let process = Process()  // a tool, not one of ours
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}

/// Loads paths into a store of the tests, with so many readers.
func load(
    _ paths: [String], into store: InMemoryStore, readers: Int = 2, recheck: Bool = false, stop: StopSwitch = StopSwitch()
) throws -> IngestSummary {
    try Ingest(paths, options: IngestOptions(now: testClock, readers: readers, recheck: recheck)).run(into: store, stop: stop)
}

/// How many lines of `ShardFolder` a store shows; more than there are different ones if any is there twice.
func visibleLines(of store: InMemoryStore) -> Int {
    let rays = (0..<40_000).map { CanonicalIdentifier.bits64(UInt64(0x8c38_0000_0000_0000) + UInt64($0)) }
    return store.sightings(carrying: rays, on: .all, limit: 100).sightings.count
}

/// The clock on the wall.
@Sendable func testClock() -> Instant { Instant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)) }
