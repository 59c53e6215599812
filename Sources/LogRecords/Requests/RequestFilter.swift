/// Which stored requests are asked for. All conditions hold together.
package struct RequestFilter: Sendable, Equatable {
    /// One of some fields is one of some texts, or none of them is.
    package struct Condition: Sendable, Equatable {
        /// Names of `RequestFields`, of texts that lie in one table.
        package var fields: [String]
        /// `*` stands for any characters and `?` for one.
        /// https://pubs.opengroup.org/onlinepubs/9799919799/functions/fnmatch.html
        package var patterns: [String]
        package var isNot: Bool

        package init(_ fields: String..., like patterns: [String], isNot: Bool = false) {
            (self.fields, self.patterns, self.isNot) = (fields, patterns, isNot)
        }
    }

    /// Requests that began then; `nil` is at any time, or at one that is not known.
    package var range: TimeRange?
    package var conditions: [Condition] = []
    /// Any of these.
    package var statuses: [ClosedRange<Int>] = []
    /// Only those that failed, as `RequestRow.hasFailed` says.
    package var isFailed = false
    /// The one that served is not the one that was asked for.
    package var isModelChanged = false
    package var isRerouted = false
    /// More than one call was made.
    package var isRetried = false
    /// Nanoseconds: those that took at least so long.
    package var slowerThan: Int64?
    /// The same to the first word.
    package var firstTokenAfter: Int64?

    package init(range: TimeRange? = nil) {
        self.range = range
    }
}

extension RequestRow {
    /// Whether the caller did not get what was asked for: a status from 400 on, or a result that says so. `nil`: the
    /// lines do not tell.
    package var hasFailed: Bool? {
        if let status, status >= 400 { return true }
        guard let result else { return status.map { _ in false } }
        return !RequestRow.successes.contains(result)
    }

    /// What is written of a request that ended well: by our gateway, by the monolith, by a balancer.
    private static let successes: Set<String> = ["completed", "OK", "ok", "response_sent_by_backend"]
}
