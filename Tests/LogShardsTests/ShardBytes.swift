import Foundation
import LogRecords
import LogShards
import OddValues
import Workbench

extension Scratch {
    @discardableResult
    func put(_ bytes: [UInt8], at name: String) throws -> String { try write(Data(bytes), to: name) }

    @discardableResult
    func put(_ text: String, at name: String) throws -> String { try write(text, to: name) }

    func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }
}

/// A whole compressed stream of its own: one gzip member, one zstd frame.
func compressed(_ text: String, _ coding: ShardEntry.Coding = .gzip) throws -> [UInt8] {
    let folder = try Scratch()
    let writer = try ShardWriter(path: folder.path + "/stream", coding: coding)
    try writer.write(text)
    try writer.finish()
    return try folder.bytes(of: "stream")
}

/// All that a reader said of a shard.
struct Reading: Equatable {
    struct Line: Equatable {
        var text: String
        var number: Int64
        var offset: Int64
        var length: Int64
        var isTooLong: Bool
    }

    var lines: [Line] = []
    var coding = ShardEntry.Coding.plain
    var isTruncated = false
    var notes: [String] = []
    var skipped = SkippedBytes()
    var digest: ContentDigest
    var firstLineHash: UInt64
    var servedBytes: Int64
    var watched: [Int64: ContentDigest]

    var texts: [String] { lines.map(\.text) }

    init(_ input: ShardInput, _ limits: ShardLimits = ShardLimits(), watching: [Int64] = []) throws {
        let reader = try ShardReader(input, limits: limits)
        reader.watchDigest(atLengths: watching)
        while let block = try reader.nextLines() {
            for line in block {
                lines.append(
                    Line(
                        text: String(decoding: line.bytes, as: UTF8.self), number: line.number, offset: line.offset,
                        length: line.length,
                        isTooLong: line.isTooLong))
            }
        }
        coding = reader.coding
        isTruncated = reader.isTruncated
        notes = reader.notes
        skipped = reader.skipped
        digest = reader.digest
        firstLineHash = reader.firstLineHash
        servedBytes = reader.servedBytes
        watched = reader.watched
    }
}

/// Reads bytes through a real file.
func read(
    _ bytes: [UInt8], named name: String = "shard", _ limits: ShardLimits = ShardLimits(), watching: [Int64] = []
) throws -> Reading {
    let folder = try Scratch()
    return try Reading(.file(path: try folder.put(bytes, at: name)), limits, watching: watching)
}

/// Reads text through a real file.
func read(_ text: String, named name: String = "shard", _ limits: ShardLimits = ShardLimits()) throws -> Reading {
    try read(Array(text.utf8), named: name, limits)
}

/// Limits so small that everything happens at a border.
let tight = ShardLimits(longestLine: 1 << 20, blockBytes: 7, inputBytes: 1)

/// Invented gateway lines, different from each other and of uneven length.
func inventedLines(_ count: Int, seed: UInt64 = 1) -> [String] {
    var random = SeededDice(state: seed)
    return (0..<count).map { index in
        let id = String(random.next(), radix: 16)
        let filler = String(repeating: "ab\(index % 7)", count: Int(random.next() % 40))
        return #"{"kind":"request","seq":\#(index),"request_id":"\#(id)","region":"europe-west\#(index % 5)","note":"\#(filler)"}"#
    }
}

/// The most memory this process ever held.
func peakMemoryKiB() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}
