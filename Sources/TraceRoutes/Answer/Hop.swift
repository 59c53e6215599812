package import LogRecords

/// One vantage's part of a route; one that is missing has a cause.
package struct Hop: Sendable, Equatable {
    /// How a hop was tied to the others.
    package struct Link: Sendable, Equatable {
        /// The identifier's kind, or `heuristic`.
        package var by: String
        package var exact: Bool

        package init(by: String, exact: Bool) {
            self.by = by
            self.exact = exact
        }
    }

    package var number: Int
    package var vantage: Vantage
    /// Its place: colo, region.
    package var value: String?
    package var status: Int?
    package var started: Instant?
    package var ended: Instant?
    package var duration: Int64?
    package var served: Bool?
    package var link: Link?
    package var cause: Cause?
    package var detail: Detail?
    package var evidence: [Int]

    /// When it began: as stated, or from the end and the duration that the same clock states.
    package var began: Instant? { StatedSpan(started: started, ended: ended, duration: duration).began }

    package init(number: Int, vantage: Vantage, evidence: [Int] = []) {
        self.number = number
        self.vantage = vantage
        self.evidence = evidence
    }
}
