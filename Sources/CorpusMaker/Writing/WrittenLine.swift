/// The five things that a line may show of a request.
enum ClauseName: String, CaseIterable {
    case edge, region, provider, model, location
}

/// A line that was handed to the files, with what it says: the truth is made from these alone.
struct WrittenLine {
    /// Which request of the story it is about; `nil` for a line about the whole story (a job that asked several times).
    var owner: Int?
    var format: String
    /// The identifiers on it that a route may be followed by.
    var ids: [LineIdentifier]
    /// Which arrival at a gateway it is about.
    var hop: Int?
    var shows: [ClauseName: String] = [:]
    /// What it names without saying that it was used (a prompt's registry).
    var hints: [ClauseName: String] = [:]
    var states: [Statement] = []
    var placement = Placement()

    /// A statement that there is nothing to show.
    enum Statement {
        /// The origin or the gateway was never asked.
        case notReached
        /// No provider was called.
        case notCalled
        /// A 401, from which it follows that no provider was called.
        case suggestsNotCalled
        /// The call's line names no place.
        case noLocation
        /// A provider's calls are listed, and none served.
        case nothingServed
    }
}

/// An id as a line carries it, with the name of its kind.
struct LineIdentifier: Hashable {
    var kind: String
    var text: String
}

/// Where a line came to lie: each as `shard:line`; none when it was lost.
struct Placement {
    var places: [String] = []
    var loss: Loss?

    /// Why a line that was written cannot be found.
    enum Loss: String {
        /// Never written: the vendor's loss or its sample.
        case notWritten = "not_written"
        /// Behind the cut of a shard.
        case cut
        /// In a shard that is not there.
        case missing
    }
}
