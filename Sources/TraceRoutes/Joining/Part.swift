import LogRecords

/// The records of one request.
struct Part {
    /// In the order in which vantages are met, then by time.
    var records: [JoinedRecord]
    /// The vantages of which more than one line fits, so that none was taken.
    var several: Set<Vantage> = []
    /// The lines that fit this part and another one.
    var undecided: [JoinedRecord] = []
    /// How far the clocks of its lines must be apart for them to be one request's, in nanoseconds; `nil` where nothing
    /// of the kind is assumed.
    var clocksDifferBy: Int64?

    /// Those that one vantage wrote.
    func records(of vantage: Vantage) -> [JoinedRecord] {
        records.filter { $0.vantage == vantage }
    }

    var span: TimeRange? {
        records.compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 }
    }
}
