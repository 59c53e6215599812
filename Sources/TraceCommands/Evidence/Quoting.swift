import LogFormats
import LogRecords
import TraceRendering
import TraceRoutes

/// Fetches the lines of an answer's evidence shard by shard; a shard that cannot be read hides none of the others.
struct Quoting<Reader: EvidenceReader> {
    let shards: [ShardEntry]
    let evidence: Reader
    let mask: Mask

    /// The lines in the order given, and a failure for each shard that gave none.
    func lines(of wanted: [EvidenceLine]) -> (lines: [QuotedLine], failures: [Explanation]) {
        var quoted: [Int: QuotedLine] = [:]
        var failures: [Explanation] = []
        for (shard, lines) in Dictionary(grouping: wanted, by: { $0.place?.shard ?? 0 }).sorted(by: { $0.key < $1.key }) {
            let result = self.lines(lines, ofShard: shard)
            for line in result.lines { quoted[line.line.number] = line }
            if let failure = result.failure { failures.append(failure) }
        }
        return (wanted.compactMap { quoted[$0.number] }, failures)
    }

    private func lines(_ wanted: [EvidenceLine], ofShard number: Int64) -> (lines: [QuotedLine], failure: Explanation?) {
        do {
            guard let shard = shards.first(where: { $0.number == number }) else { throw Unlisted(path: wanted.first?.shard) }
            let found = try evidence.lines(of: shard, at: wanted.compactMap(\.place))
            let lines = zip(wanted, found).map { line, bytes in
                QuotedLine(
                    line: line,
                    content: .redacted(bytes.withUnsafeBytes { RedactedLine($0, format: line.format ?? "", mask: mask).text }))
            }
            return (lines, nil)
        } catch {
            let explanation = (error as? any Explained)?.explanation ?? Explanation("\(error)", at: wanted.first?.shard)
            return (wanted.map { QuotedLine(line: $0, content: .unavailable(why: explanation.what)) }, explanation)
        }
    }
}

/// The ledger has no such shard any more.
private struct Unlisted: Explained {
    let path: String?

    var explanation: Explanation {
        Explanation("the shard is not in the ledger any more", at: path, hint: "trace shards lists what is")
    }
}
