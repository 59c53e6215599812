import Foundation
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// Stored requests that a report asks, with what it rests on. What is not made yet is made first, where this user may.
struct Report {
    let range: TimeRange?
    let basis: ReportBasis
    private let kept: SQLiteRequestReader?
    private let tracer: Tracer<SQLiteRecordReader>

    init(of store: String, range: (TimeRange?) throws -> TimeRange?) throws {
        let reader = try SQLiteRecordReader(opening: store)
        // What is counted says of everything else that it is not there.
        try reader.checkCatalog()
        let tracer = Tracer(store: reader)
        self.tracer = tracer
        self.range = try range(try tracer.span())
        var kept = try SQLiteRequestReader(of: store)
        var basis = try tracer.reportBasis(in: self.range, kept: try kept?.origins() ?? [:])
        if !basis.staleDays.isEmpty, FileManager.default.isWritableFile(atPath: store) {
            _ = try RequestMakingRun(store: store).run()
            kept = try SQLiteRequestReader(of: store)
            basis = try tracer.reportBasis(in: self.range, kept: try kept?.origins() ?? [:])
        }
        (self.kept, self.basis) = (kept, basis)
    }

    /// The newest requests of the report's time.
    func requests(_ filter: RequestFilter, limit: Int) throws -> FoundRequests {
        var filter = filter
        filter.range = range
        return try kept?.requests(filter, limit: limit, skipping: 0) ?? FoundRequests()
    }

    /// Gives every request that a filter admits, day by day; and how many more may be meant.
    func each(_ filter: RequestFilter, _ take: (StoredRequest) -> Void) throws -> (undecided: Int, unparted: Int) {
        try kept?.each(filter, take) ?? (0, 0)
    }

    /// With the names of the shards that their lines are of.
    func exported(_ requests: [StoredRequest]) throws -> [ExportedRequest] {
        let shards = try tracer.shards(Set(requests.flatMap(\.row.lines).map(\.shard)))
        return requests.map { request in ExportedRequest(Masked(stored: request)) { shards[$0]?.path } }
    }

    /// On what an answer about another time rests.
    func basis(in range: TimeRange) throws -> ReportBasis {
        try tracer.reportBasis(in: range, kept: try kept?.origins() ?? [:])
    }

    /// What is counted in the report's time, or in another.
    func counts(_ count: RequestCount, in other: TimeRange? = nil) throws -> RequestCounts {
        var count = count
        count.filter.range = other ?? range
        return try kept?.counts(count) ?? RequestCounts()
    }
}
