import LogRecords

/// What a run would do with the files that it was given, as far as their names and looks tell.
package struct IngestPlan: Sendable, Equatable {
    /// Everything that is told without looking into a store.
    package let before: IngestSummary
    /// Files that look as they did at their last complete read.
    package var known = 0
    /// What would be read, as messages call it, in the order of reading.
    package private(set) var toRead: [String] = []
    /// On disk, of those.
    package private(set) var bytes: Int64 = 0

    init(before: IngestSummary) {
        self.before = before
    }

    mutating func add(_ name: String, fileBytes: Int64) {
        toRead.append(name)
        bytes = saturatingSum(bytes, fileBytes)
    }
}
