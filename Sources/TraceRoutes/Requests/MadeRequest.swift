package import LogRecords

/// A request that was made of its lines.
package struct MadeRequest: Sendable, Equatable {
    package var row: RequestRow
    /// The days on which its lines were filed, as far as they say a time.
    package var days: Set<Day>
    /// Texts of its lines that no output may show.
    package var personal: [String]
    /// What the ledger said, where the row depends on it.
    package var asked: AskedLedger?

    package init(row: RequestRow, days: Set<Day>, personal: [String]) {
        (self.row, self.days, self.personal) = (row, days, personal)
    }

    /// The one of these days with which it is given: on which it began, where it has a line of that day, else that of
    /// its first line; `nil` with the undated lines.
    func day(among listed: Set<Day>) -> Day? {
        let own = days.intersection(listed)
        if let began = row.filed.map({ Day($0) }), own.contains(began) { return began }
        return own.min()
    }
}
