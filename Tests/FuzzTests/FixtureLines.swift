import Foundation
import LogRecords
import LogShards
import Workbench

/// Lines of every format, from the fixtures of the tables and from those of a night.
enum FixtureLines {
    static let all: [[[UInt8]]] = (try? read()) ?? []

    private static let fixtures = Repository.url("Fixtures")

    /// File by file.
    private static func read() throws -> [[[UInt8]]] {
        let folders = ["formats", "night"].map { fixtures.appending(path: $0).path }
        return try ShardWalk.find(folders).files.filter { !$0.path.hasSuffix(".expected") }.map { file in
            let reader = try ShardReader(.file(path: file.path))
            var lines: [[UInt8]] = []
            while let block = try reader.nextLines() { lines += block.filter { !$0.bytes.isEmpty }.map { Array($0.bytes) } }
            return lines
        }
    }
}

/// Where a line of JSON has values that are no containers: the range of each, of a string with its quotes.
func valuesOfJSON(in line: [UInt8]) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var index = 0
    while index < line.count {
        let start = index
        switch line[index] {
        case UInt8(ascii: "\""):
            index += 1
            while index < line.count, line[index] != UInt8(ascii: "\"") { index += line[index] == UInt8(ascii: "\\") ? 2 : 1 }
            index = min(index + 1, line.count)
            let isKey = line[index...].first { $0 != 0x20 } == UInt8(ascii: ":")
            if !isKey { values.append(start..<index) }
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            while index < line.count, !",]} ".utf8.contains(line[index]) { index += 1 }
            values.append(start..<index)
        default: index += 1
        }
    }
    return values
}

/// A clock that shows a time after all that fixtures speak of.
@Sendable func testClock() -> Instant { Instant(nanoseconds: 1_900_000_000 * Instant.second) }
