import Clocks
import GRDB
package import LogRecords

/// Notes in a store which failed shards somebody knows of, under the lock that every change takes.
package struct FailureAcknowledging {
    private let path: String
    private let now: Instant

    package init(of path: String, now: Instant = .now) {
        (self.path, self.now) = (path, now)
    }

    /// The failures that are remembered, the newest first. Changes nothing, and waits for nobody.
    package func remembered() throws(StoreError) -> [RememberedFailure] {
        try SQLiteRecordReader(opening: path).failedShards()
    }

    /// Acknowledges them, or takes that back; gives them as they are then. Waits for a writer as a second one does.
    package func acknowledge(
        _ failures: [RememberedFailure], why: String?, isRemoved: Bool = false, onWaiting: (_ holder: Int32?) -> Void = { _ in }
    ) throws(StoreError) -> [RememberedFailure] {
        let now = now
        let writer = try SQLiteRecordWriter(opening: path, onWaiting: onWaiting, now: { now })
        let (run, contents) = (writer.run, failures.map(\.shard.content))
        return try writer.catalog.write { database in
            try database.execute(sql: "UPDATE run SET ended = ?2 WHERE id = ?1", arguments: [run, now.nanoseconds])
            return try CatalogFailures.acknowledge(contents, at: isRemoved ? nil : now, why: why, in: database)
        }
    }
}
