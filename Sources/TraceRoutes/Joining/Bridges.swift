import LogRecords

/// Correlation ids that a replica's own lines tie to Cloud Run's line of a trace.
///
/// Cloud Run's line carries a trace, an application's often only the correlation id. A line of the replica that carries
/// both, written while Cloud Run's request ran, says that they are one there. Without a replica there is no bridge.
struct Bridges {
    /// For Cloud Run's lines: the ids that meet them through another line.
    private var keys: [Int: Set<CanonicalIdentifier>] = [:]
    private let records: [JoinedRecord]

    init(_ records: [JoinedRecord], _ byKey: [CanonicalIdentifier: [Int]]) {
        self.records = records
        for (trace, indices) in byKey {
            for run in indices where records[run].isCloudRun && records[run].replica != nil {
                for index in indices where isWritten(index, during: run, trace: trace) {
                    keys[run, default: []].formUnion(records[index].keys.filter { $0.kind == .correlationID }.map(\.key))
                }
            }
        }
    }

    /// The ids through which an application's lines and calls may meet this line of Cloud Run's.
    func keys(of run: Int) -> Set<CanonicalIdentifier> { keys[run] ?? [] }

    /// Cloud Run's lines that have any.
    var runs: [Int] { keys.keys.sorted() }

    /// Whether a line is one that the bridge was made for: of the same replica and of no other trace, a call inside
    /// Cloud Run's request, or the access line that ends with it.
    func admits(_ index: Int, to run: Int) -> Bool {
        let (line, outer) = (records[index], records[run])
        guard let replica = outer.replica, line.replica == replica, Fitting.agree(line.sighting.traceID, outer.sighting.traceID)
        else {
            return false
        }
        if line.vantage == .provider { return isInside(line, outer) }
        guard let end = line.finish, let outerEnd = outer.finish else { return false }
        return end.nanoseconds(since: outerEnd).magnitude <= UInt64(Fitting.sameEnd)
    }

    private func isWritten(_ index: Int, during run: Int, trace: CanonicalIdentifier) -> Bool {
        let (line, outer) = (records[index], records[run])
        guard line.vantage == .provider || line.isApplication, line.replica == outer.replica, isInside(line, outer) else {
            return false
        }
        return line.keys.contains { $0.kind == .traceID && $0.key == trace }
            && outer.keys.contains { $0.kind == .traceID && $0.key == trace }
    }

    private func isInside(_ line: JoinedRecord, _ outer: JoinedRecord) -> Bool {
        Fitting.shift(of: line, into: outer)?.contains(0) ?? false
    }
}
