package import LogRecords

/// A customer's requests about a moment, newest first.
package struct FindAnswer: Sendable, Equatable {
    /// The customer instance that was asked for.
    package var instance: String
    /// What was searched, in UTC; two ranges where an hour occurs twice.
    package var ranges: [TimeRange]
    package var rows: [FindRow]
    /// How many requests there were; where `totalIsExact` is false, at least so many.
    package var total: Int
    package var totalIsExact: Bool
    package var coverage: Coverage
    /// Where lines name the instance; `nil` where there are requests.
    package var whereabouts: Whereabouts?
    package var notes: [Note] = []
    /// Texts that are masked wherever they occur in the answer.
    package var personal: [String] = []

    package init(
        instance: String, ranges: [TimeRange], rows: [FindRow], total: Int, totalIsExact: Bool, coverage: Coverage,
        whereabouts: Whereabouts? = nil, notes: [Note] = [], personal: [String] = []
    ) {
        self.instance = instance
        self.ranges = ranges
        self.rows = rows
        self.total = total
        self.totalIsExact = totalIsExact
        self.coverage = coverage
        self.whereabouts = whereabouts
        self.notes = notes
        self.personal = personal
    }

    /// How many requests are shown.
    package var shown: Int { rows.count }
}

/// One request in a list.
package struct FindRow: Sendable, Equatable {
    package var request: RequestSummary
    package var region: Clause<String>
    package var provider: Clause<String>

    package init(request: RequestSummary, region: Clause<String>, provider: Clause<String>) {
        self.request = request
        self.region = region
        self.provider = provider
    }

    /// When it began; where only its end is known, the end.
    package var time: Instant? { request.began ?? request.ended }

    /// Whether the customer instance was only claimed, not authenticated.
    package var isClaimed: Bool { request.instanceProof == "claimed" }
}
