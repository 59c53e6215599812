import LogRecords
import TraceRendering

/// The rejected lines of one shard that are remembered: positions and reasons, never contents.
struct RejectedLines {
    let shard: ShardEntry
    let problems: [LineProblem]

    /// A line each, in the way of a compiler's messages; what was not remembered is counted.
    var text: String {
        let name = shard.path.printable(limit: 4096)
        var text = ""
        for problem in problems {
            text += "\(name):\(problem.line) (offset \(problem.offset)): \(problem.reason.sentence)\n"
        }
        let more = shard.tally.rejected - Int64(problems.count)
        return more > 0 ? text + "\(name): and \(grouped(more)) more, whose places are not remembered\n" : text
    }

    var json: [JSONValue] {
        problems.map { problem in
            [
                "schema": .string("waybill.rejected/1"), "shard": .string(shard.path), "digest": .string("\(shard.digest)"),
                "line": .integer(problem.line), "offset": .integer(problem.offset), "length": .integer(problem.length),
                "reason": .string(problem.reason.rawValue),
            ]
        }
    }
}
