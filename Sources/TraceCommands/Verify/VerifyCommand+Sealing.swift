import Clocks
import Foundation
import LogIngest
import LogRecords
import LogShards
import LogStoreSQLite

extension VerifyCommand {
    /// Seals the segments that have no seals, after their shards' files were read again.
    func sealSegments(_ line: StatusLine) throws -> SealReport {
        var sealing = try StoreSealing(of: store.folder, onWaiting: StandardError.sayWaiting(for:))
        let evidence = FileEvidence(searching: moved.folders)
        for (index, shard) in sealing.shards.enumerated() {
            line.show("comparing shard \(index + 1) of \(sealing.shards.count)")
            do {
                let reread = sealing.reread(shard)
                if let failure = try VerifyCommand.read(try evidence.file(of: shard), into: reread) {
                    sealing.note(shard, isNotThere: failure.what)
                } else {
                    sealing.note(reread)
                }
            } catch let error as any Explained where error is EvidenceError || error is ShardError {
                sealing.note(shard, isNotThere: error.explanation.what)
            }
        }
        return try sealing.seal()
    }

    /// Why it could not be read to its end; `nil` where it was.
    private static func read(_ path: String, into writer: RereadShard) throws -> Explanation? {
        let options = IngestOptions(
            now: { .now }, readers: 1, limits: ShardLimits(longestLine: IngestCommand.longestLineAllowed), recheck: true)
        return try Ingest([path], options: options).run(into: writer).failures.first?.explanation
    }
}
