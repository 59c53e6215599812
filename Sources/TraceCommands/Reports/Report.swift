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
        (kept, basis) = try Report.upToDate(store, self.range, tracer)
    }

    /// What is kept, after what is missing or damaged was made, where this user may.
    private static func upToDate(
        _ store: String, _ range: TimeRange?, _ tracer: Tracer<SQLiteRecordReader>
    ) throws -> (SQLiteRequestReader?, ReportBasis) {
        let mayWrite = FileManager.default.isWritableFile(atPath: store)
        do {
            let found = try kept(of: store, range, tracer)
            if found.1.staleDays.isEmpty || !mayWrite { return found }
        } catch StoreError.damagedRequests where mayWrite {
            // The run below says so, and makes them anew.
        }
        // What could not be made is said of the report: it is about what there is.
        do { _ = try RequestMakingRun(store: store).run() } catch let error as StoreError { Program.report(error.explanation) }
        return try kept(of: store, range, tracer)
    }

    private static func kept(
        of store: String, _ range: TimeRange?, _ tracer: Tracer<SQLiteRecordReader>
    ) throws -> (SQLiteRequestReader?, ReportBasis) {
        let kept = try SQLiteRequestReader(of: store)
        return (kept, try tracer.reportBasis(in: range, kept: try kept?.origins() ?? [:]))
    }

    /// The newest requests of the report's time.
    func requests(_ filter: RequestFilter, limit: Int) throws -> FoundRequests {
        var filter = filter
        filter.range = range
        return try kept?.requests(filter, limit: limit) ?? FoundRequests()
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
