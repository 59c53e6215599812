package import LogRecords

/// The answer to one question; text, JSON and page are drawn from it. Its shape is `waybill-route.5`.
package struct Answer: Sendable, Equatable {
    /// What became of the question.
    package enum Outcome: String, Sendable, CaseIterable {
        case found
        /// Several requests: a choice, never a merge.
        case ambiguous
        case notFound = "not_found"
        case expired
    }

    package var asked: Asked
    package var outcome: Outcome
    package var suggestions: [Suggestion] = []
    package var routes: [Route] = []
    /// Numbered from 1 in this order.
    package var evidence: [EvidenceLine] = []
    package var coverage: Coverage
    /// What the shape has no other key for: what was bounded, what to run next.
    package var notes: [Note] = []
    /// Texts from the lines behind the answer that are masked wherever they occur in it: client addresses, users,
    /// customers' hosts.
    package var personal: [String] = []

    /// Nothing in it looks like an id: prose, of which nothing was found as it stands.
    package var asksNothing = false

    package init(
        asked: Asked, outcome: Outcome, suggestions: [Suggestion] = [], routes: [Route] = [], evidence: [EvidenceLine] = [],
        coverage: Coverage, notes: [Note] = [], personal: [String] = []
    ) {
        self.asked = asked
        self.outcome = outcome
        self.suggestions = suggestions
        self.routes = routes
        self.evidence = evidence
        self.coverage = coverage
        self.notes = notes
        self.personal = personal
    }
}

/// The question as it was understood.
package struct Asked: Sendable, Equatable {
    /// As it was pasted.
    package var text: String
    package var readings: [Reading]

    package init(text: String, readings: [Reading]) {
        self.text = text
        self.readings = readings
    }
}

/// One way to read a paste.
package struct Reading: Sendable, Equatable {
    /// `ray`, `uuid`, `ulid`, `trace`, `span`, `traceparent`, `cloud-trace-context`, `aws-trace`, `provider-request`,
    /// `text`, ...
    package var kind: String
    /// In its usual spelling.
    package var value: String
    /// A ray's suffix as typed: never evidence for the colo.
    package var suffix: String?
    /// The time inside the id: a hint only.
    package var time: Instant?
    package var matched: Bool
    /// The fields that hold it in the lines of the answer: an id counts wherever it stands.
    package var fields: [IdentifierKind] = []

    package init(kind: String, value: String, suffix: String? = nil, time: Instant? = nil, matched: Bool = false) {
        self.kind = kind
        self.value = value
        self.suffix = suffix
        self.time = time
        self.matched = matched
    }
}

/// An id that is there and resembles the one asked for. Suggested, never answered.
package struct Suggestion: Sendable, Equatable {
    package var kind: String
    package var value: String
    package var started: Instant?
    package var why: Likeness

    package init(kind: String, value: String, started: Instant?, why: Likeness) {
        self.kind = kind
        self.value = value
        self.started = started
        self.why = why
    }
}

/// A line that a statement rests on.
package struct EvidenceLine: Sendable, Equatable {
    /// Where the line came from.
    package enum Kind: String, Sendable {
        case line
        /// A response body that the asker pasted.
        case pasted
    }

    package var number: Int
    package var kind: Kind
    /// The shard's path as the ledger has it; `nil` for a paste.
    package var shard: String?
    package var digest: ContentDigest?
    package var place: LinePlace?
    package var format: String?

    package init(number: Int, kind: Kind, shard: String?, digest: ContentDigest?, place: LinePlace?, format: String?) {
        self.number = number
        self.kind = kind
        self.shard = shard
        self.digest = digest
        self.place = place
        self.format = format
    }
}
