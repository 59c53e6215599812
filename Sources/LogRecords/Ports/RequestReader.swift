/// Asks the requests that are kept of a store. Reports come from here, and never from lines.
package protocol RequestReader: AnyObject {
    /// From what the requests of each day were made.
    func origins() throws -> [Day?: RequestsOrigin]

    /// Counts requests.
    func counts(_ count: RequestCount) throws -> RequestCounts

    /// The requests that a filter admits, the newest first, and how many there are, also beyond the limit.
    func requests(_ filter: RequestFilter, limit: Int) throws -> FoundRequests
}

/// What was found of requests.
package struct FoundRequests: Sendable, Equatable {
    package var requests: [StoredRequest] = []
    package var total = 0
    /// As `RequestCounts` has it.
    package var undecided = 0
    /// Rows of lines that could not be given to one request are not among them; so many may be of requests that are
    /// asked for.
    package var unparted = 0

    package init() {}
}
