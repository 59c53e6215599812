import ArgumentParser
import LogRecords
import LogStoreSQLite
import TraceRendering

/// `trace shards`: shows the ledger of a store.
struct ShardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shards", abstract: "Show which shards a store holds.",
        discussion: """
            EXAMPLES
              trace shards                             a table, a line each
              trace shards --rejected                  the rejected lines and why
              trace shards --json | jq -r .path        everything that is known
            """)

    @OptionGroup var store: StoreOption

    @Flag(help: "List the rejected lines that are remembered (the first 1,000 a shard).")
    var rejected = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
        let reader = try SQLiteRecordReader(opening: store.folder)
        let shards = try reader.shards().sorted { ($0.path, $0.number) < ($1.path, $1.number) }
        if rejected {
            for shard in shards where shard.tally.rejected > 0 {
                try write(RejectedLines(of: shard, try reader.problems(ofShard: shard.number)))
            }
        } else if json {
            for shard in shards { try StandardOutput.write(ShardJSON.bytes(shard)) }
        } else {
            try StandardOutput.write(ShardTable(shards, style: .ofStandardOutput()).text)
        }
    }

    private func write(_ lines: RejectedLines) throws {
        if json {
            try StandardOutput.write(lines.json)
        } else {
            try StandardOutput.write(lines.text)
        }
    }
}
