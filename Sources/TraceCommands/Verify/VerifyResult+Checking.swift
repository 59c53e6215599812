import Glibc
import LogRecords
import LogShards
import LogStoreSQLite
import TraceRendering

extension VerifyResult {
    /// Reads the shards again that are still there. One that is gone is no fault of the store: it is counted.
    mutating func check(_ shards: [ShardEntry], searching folders: [String], onShard: (Int, Int) -> Void) throws {
        let evidence = FileEvidence(searching: folders)
        let live = shards.filter { $0.state == .live }
        for (index, shard) in live.enumerated() {
            onShard(index + 1, live.count)
            do {
                _ = try evidence.lines(of: shard, at: [])
                files.same += 1
            } catch EvidenceError.standardInput, EvidenceError.gone {
                files.gone += 1
            } catch ShardError.cannotOpen(_, EACCES) {
                files.closed += 1
            } catch let error as EvidenceError {
                report.findings.append(StoreFinding(.shardChanged, at: shard.path, error.explanation.what))
            } catch let error as ShardError {
                report.findings.append(StoreFinding(.shardDamaged, at: shard.path, error.explanation.what))
            }
        }
    }

    /// Holds the store's files against a manifest, and writes one of a store that is whole.
    mutating func use(manifest earlier: String?, writing later: String?, of folder: String) throws {
        guard earlier != nil || later != nil else { return }
        let current = try StoreManifest(of: folder)
        if let earlier { report.findings += current.differences(from: try StoreManifest(reading: earlier)) }
        var use = Manifest(files: current.digests.count, isCompared: earlier != nil)
        if let later {
            use.writing = !isWhole ? .refusedDamaged : report.isBeingWritten ? .refusedBusy : .written
            if use.writing == .written { try current.write(to: later, of: folder) }
        }
        manifest = use
    }
}
