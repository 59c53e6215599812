/// A question that is answered by counting stored requests.
package struct RequestCount: Sendable, Equatable {
    /// What requests are told apart by.
    package enum Dimension: Sendable, Hashable {
        /// A name of `RequestFields`, of a term or the status. Of those that lie in `request` there may be one.
        case field(String)
        /// The first digit of the status: 2xx.
        case statusClass
        /// The UTC hour, or the day, in which they began.
        case hour, day
    }

    package var filter: RequestFilter
    package var dimensions: [Dimension]

    package init(_ filter: RequestFilter, by dimensions: [Dimension]) {
        (self.filter, self.dimensions) = (filter, dimensions)
    }

    /// Groups that are told apart; requests of further ones are counted together.
    package static let mostGroups = 10_000
}

/// What was counted.
package struct RequestCounts: Sendable, Equatable {
    /// By the values of the dimensions, in their order; `nil` is "not known".
    package var groups: [[String?]: RequestMeasures] = [:]
    /// All together.
    package var total = RequestMeasures()
    /// Requests of groups beyond those that are told apart.
    package var others = RequestMeasures()
    /// Requests that may be asked for, of which the lines do not say whether they are: of an unknown region, where all
    /// outside Europe were asked for.
    package var undecided = 0
    /// Lines that could not be given to one request are counted by their rows here, and nowhere else.
    package var unparted = 0

    package init() {}
}

/// What is known of some requests together.
package struct RequestMeasures: Sendable, Equatable {
    package var requests = 0
    package var failed = 0
    package var rerouted = 0
    /// More than one call was made.
    package var retried = 0
    package var inputTokens: Int64 = 0
    package var outputTokens: Int64 = 0
    package var durations = DurationHistogram()
    /// Until the first word.
    package var firstTokens = DurationHistogram()

    package init() {}

    /// Adds what others were counted.
    package mutating func add(_ other: RequestMeasures) {
        requests += other.requests
        failed += other.failed
        rerouted += other.rerouted
        retried += other.retried
        inputTokens = saturatingSum(inputTokens, other.inputTokens)
        outputTokens = saturatingSum(outputTokens, other.outputTokens)
        durations.add(other.durations)
        firstTokens.add(other.firstTokens)
    }
}
