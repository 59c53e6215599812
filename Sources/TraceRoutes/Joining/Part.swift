import LogRecords

/// The records of one request.
struct Part {
    /// In the order in which vantages are met, then by time.
    var records: [JoinedRecord]
    /// The vantages of which more than one line fits, so that none was taken.
    var several: Set<Vantage> = []
    /// The lines that fit this part and another one.
    var undecided: [JoinedRecord] = []

    /// Those that one vantage wrote.
    func records(of vantage: Vantage) -> [JoinedRecord] {
        records.filter { $0.vantage == vantage }
    }

    var span: TimeRange? {
        records.compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 }
    }
}
