import Foundation
import LogIngest
import LogRecords
import LogShards
import StoreContract
import Workbench

/// A temporary folder of shards with invented lines; it goes when the value goes.
final class ShardFolder {
    private let scratch: Scratch
    var url: URL { scratch.url }
    var path: String { scratch.path }

    init() throws { scratch = try Scratch() }

    static func line(_ number: Int) -> String { EdgeLine.text(number) }

    static func lines(_ numbers: Range<Int>) -> String { EdgeLine.texts(numbers) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try scratch.write(text, to: name) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String { try scratch.write(data, to: name) }

    /// The same text as gzip or zstd makes it, told by the name.
    @discardableResult
    func compress(_ text: String, to name: String) throws -> String {
        try write(Tool.output(name.hasSuffix(".gz") ? ["gzip", "-c"] : ["zstd", "-qc"], input: Data(text.utf8)), to: name)
    }

    func remove(_ name: String) { scratch.remove(name) }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(at: url.appendingPathComponent(name), to: url.appendingPathComponent(other))
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
    let rays = (0..<40_000).map { CanonicalIdentifier.bits64(EdgeLine.firstRay + UInt64($0)) }
    return store.sightings(carrying: rays, on: .all, limit: 100).sightings.count
}

/// The clock on the wall.
@Sendable func testClock() -> Instant { Instant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)) }
