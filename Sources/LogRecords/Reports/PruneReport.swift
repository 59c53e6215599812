/// What was pruned, or would be.
package struct PruneReport: Sendable, Equatable {
    package var days: [StoredDay] = []
    /// Shards that have no row left.
    package var expiredShards = 0
    package var keptDays = 0
    package var keptBytes: Int64 = 0
    /// Rows without a day: they have no age, and stay.
    package var undatedRows: Int64 = 0

    package init() {}
}
