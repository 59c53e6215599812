package import LogRecords

/// Why a shard, or a run, did not come to a good end, where the bytes themselves were in order.
package enum IngestError: Explained, Equatable {
    case emptyShard(path: String)
    /// `bytes` of NULs and nothing else.
    case onlyNULs(path: String, bytes: Int64)
    case noWholeLine(path: String)
    /// `hint`: what it looks like instead.
    case nothingRecognised(path: String, lines: Int64, hint: String?)
    /// The same of one that was so before, and is longer now.
    case grewUnrecognised(path: String, lines: Int64, added: Int64, hint: String?)
    case mayRepeat(path: String, known: String)
    case noShards(folder: String)
    case tooManyRejected(path: String, rejected: Int64, lines: Int64)
    case notRead(path: String, reason: String)
    /// Ours to mend.
    case tallyDoesNotBalance(path: String, tally: Tally)

    package var explanation: Explanation {
        switch self {
        case .emptyShard(let path):
            Explanation("the shard is empty", at: path, hint: "compare its size with the original's")
        case .onlyNULs(let path, let bytes):
            Explanation(
                "holds nothing but \(bytes) NUL byte\(bytes == 1 ? "" : "s")", at: path,
                hint: "room was made for a log that was not written, or its content was lost; compare it with the original")
        case .noWholeLine(let path):
            Explanation(
                "the shard ends before its first line does", at: path,
                hint: "copy it again and compare its size with the original's")
        case .nothingRecognised(let path, let lines, let hint):
            Explanation(
                "none of its \(lines) line\(lines == 1 ? "" : "s") is a record of a known format", at: path,
                hint: hint ?? "man trace-ingest lists the formats; trace shards --rejected shows the reasons")
        case .grewUnrecognised(let path, let lines, let added, let hint):
            Explanation(
                "grew by \(added) line\(added == 1 ? "" : "s"), and none of its \(lines) is a record of a known format", at: path,
                hint: hint ?? "man trace-ingest lists the formats; trace shards --rejected shows the reasons")
        case .mayRepeat(let path, let known):
            Explanation(
                "begins like \(known), which is not there to be compared: not loaded, so that no line counts twice", at: path,
                hint: "put \(known) back where it was loaded from, or ingest its whole copy as a file")
        case .noShards(let folder):
            Explanation("there is no log shard in this folder", at: folder, hint: "give the folder that the logs were copied to")
        case .tooManyRejected(let path, let rejected, let lines):
            Explanation(
                "refused: \(rejected) of its \(lines) lines were rejected, more than --max-bad allows", at: path,
                hint: "load it alone without --max-bad to see the reasons with trace shards --rejected")
        case .notRead(let path, let reason):
            Explanation(reason, at: path, hint: "check the path, and the right to read it")
        case .tallyDoesNotBalance(let path, let tally):
            Explanation(
                "the count of lines does not add up: \(tally.lines) is not \(tally.stored) stored + \(tally.rejected) rejected"
                    + " + \(tally.blank) blank + \(tally.notARequest) not a request + \(tally.expired) expired", at: path,
                hint: "this is a mistake of the program; please report it")
        }
    }
}
