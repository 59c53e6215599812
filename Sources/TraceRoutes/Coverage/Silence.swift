package import LogRecords

/// Lines that are missing, or of which nobody knows whether they are, where all shards that can be counted are loaded.
package struct Silence: Sendable, Hashable {
    /// How sure it is that lines are missing.
    package enum State: String, Sendable, CaseIterable {
        /// Lines are missing: others saw what they would be about, or a number was left out.
        case hole
        /// Nobody knows whether lines are missing.
        case unknown
    }

    /// Who or what tells of the silence.
    package enum Reason: Sendable, Hashable {
        /// An instance's numbers from the first to the last, both included.
        case numbersMissing(instance: String, first: Int64, last: Int64)
        /// A source in front has lines of so many requests of that time, and behind it there are no lines, or fewer.
        case seenInFront(by: String, requests: Int64, heard: Int64)
        /// A source in front names the region, and no line was ever loaded of it.
        case neverHeard(by: String)
        /// A replica's last line is not one that says that it stopped.
        case endNotSaid(instance: String)
        /// A replica's first line that is there has a number above 1.
        case beginningMissing(instance: String, first: Int64)
        /// Shards of that time were loaded by an earlier version, or before the catalog was made anew.
        case notCounted
        /// There is more of it than is looked at.
        case tooMuch
    }

    package var state: State
    /// The format's name; `nil`: any.
    package var source: String?
    package var region: String?
    /// From the last line before it to the first behind it, or to the end of what was searched.
    package var range: TimeRange
    package var reason: Reason

    package init(state: State, source: String? = nil, region: String? = nil, range: TimeRange, reason: Reason) {
        (self.state, self.source, self.region, self.range, self.reason) = (state, source, region, range, reason)
    }
}

extension Silence {
    /// The same with each text in it replaced: what masking goes through.
    func mapTexts(_ map: (String) -> String) -> Silence {
        var silence = self
        (silence.source, silence.region) = (source.map(map), region.map(map))
        silence.reason =
            switch reason {
            case .numbersMissing(let instance, let first, let last):
                .numbersMissing(instance: map(instance), first: first, last: last)
            case .seenInFront(let source, let requests, let heard):
                .seenInFront(by: map(source), requests: requests, heard: heard)
            case .neverHeard(let source): .neverHeard(by: map(source))
            case .endNotSaid(let instance): .endNotSaid(instance: map(instance))
            case .beginningMissing(let instance, let first): .beginningMissing(instance: map(instance), first: first)
            case .notCounted, .tooMuch: reason
            }
        return silence
    }
}

extension Silence.Reason {
    /// The same in a word, for programs.
    package var code: String {
        switch self {
        case .numbersMissing: "numbers_missing"
        case .seenInFront: "seen_in_front"
        case .neverHeard: "never_heard"
        case .endNotSaid: "end_not_said"
        case .beginningMissing: "beginning_missing"
        case .notCounted: "not_counted"
        case .tooMuch: "too_much"
        }
    }
}
