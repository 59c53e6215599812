/// A request as it is kept: its row without anything that no output may show, but the
/// user and the customer's host, by which it can be found.
package struct StoredRequest: Sendable, Equatable {
    package var row: RequestRow
    /// What the ledger said of lines that are not there, where the row depends on it.
    package var asked: AskedLedger?

    package init(row: RequestRow, asked: AskedLedger? = nil) {
        (self.row, self.asked) = (row, asked)
    }

    /// Where a store keeps it: a file, and a row of that.
    package struct ID: Hashable, Sendable {
        package var file: Int64
        package var row: Int64

        package init(file: Int64, row: Int64) {
            (self.file, self.row) = (file, row)
        }
    }
}

/// What the ledger answered for a request's time. Once it answers otherwise the request is made again.
package struct AskedLedger: Sendable, Equatable {
    /// The time that was asked about.
    package var span: TimeRange
    /// All of its answers, as one number.
    package var answers: Int64

    package init(span: TimeRange, answers: Int64) {
        (self.span, self.answers) = (span, answers)
    }
}

/// What the requests of one day were made from.
package struct RequestsOrigin: Sendable, Equatable {
    /// The shards that have lines in that day or near it, each with half of its content's digest.
    package var shards: [Int64: UInt64]
    /// What the ledger says of that day: only ever compared.
    package var ledger: String

    package init(shards: [Int64: UInt64] = [:], ledger: String = "") {
        (self.shards, self.ledger) = (shards, ledger)
    }
}
