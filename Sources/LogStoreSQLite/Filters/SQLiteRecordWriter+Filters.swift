import GRDB
import LogRecords

extension SQLiteRecordWriter {
    /// Rows of segments from before this run of which filters are made at once: some two seconds.
    static let mostRowsCaughtUp: Int64 = 16_000_000

    /// Makes the filters that are missing, of the newest segments first, and drops those of segments that are gone.
    ///
    /// What was published is there without them, so nothing that goes wrong here is a failure of the load.
    func updateFilters(catchingUp most: Int64 = mostRowsCaughtUp) {
        // The next run tries again.
        guard let listed = try? catalog.read({ try CatalogSegment.listed(.all, in: $0) }),
            var filters = try? FilterFile(of: folder, keeping: Set(listed.map(\.name)), run: run)
        else { return }
        do throws(StoreError) {
            let known = Set(filters.entries.map(\.name))
            var rows: Int64 = 0
            for segment in listed.reversed() where !known.contains(segment.name) && !unmergeable.contains(segment.id) {
                let isOwn = segment.name.contains("/\(run)-")
                guard isOwn || rows < most else { continue }
                if !isOwn { rows += segment.rows }
                // One that cannot be read is opened by every look-up, which then says so.
                guard let identifiers = try? IdentifierFileReader(folder.path + "/" + segment.name + ".ids") else { continue }
                do throws(StoreError) { try filters.add(segment.name, identifiers) } catch {
                    guard error.isDamage else { throw error }
                }
            }
            if filters.isChanged { try filters.publish() }
        } catch {
            filters.abandon()
        }
    }
}
