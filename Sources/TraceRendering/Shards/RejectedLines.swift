package import LogRecords

/// The rejected lines of one shard that are remembered: positions and reasons, never contents.
package struct RejectedLines {
    private let shard: ShardEntry
    private let problems: [LineProblem]

    package init(of shard: ShardEntry, _ problems: [LineProblem]) {
        self.shard = shard
        self.problems = problems
    }

    /// A line each, in the way of a compiler's messages; what was not remembered is counted.
    package var text: String {
        let name = shard.path.printable(limit: Longest.path)
        var text = ""
        for problem in problems {
            text += "\(name):\(problem.line) (offset \(problem.offset)): \(problem.reason.sentence)\n"
        }
        let more = shard.tally.rejected - Int64(problems.count)
        return more > 0 ? text + "\(name): and \(grouped(more)) more, whose places are not remembered\n" : text
    }

    /// One object a line, `waybill.rejected/1`, as trace-shards(1) describes it.
    package var json: [UInt8] {
        problems.flatMap { problem in
            JSONWriter.bytes([
                "schema": .string("waybill.rejected/1"), "shard": .string(shard.path), "digest": .string("\(shard.digest)"),
                "line": .integer(problem.line), "offset": .integer(problem.offset), "length": .integer(problem.length),
                "reason": .string(problem.reason.rawValue),
            ])
        }
    }
}
