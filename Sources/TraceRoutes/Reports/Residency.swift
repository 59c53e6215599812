package import LogRecords

/// Where the calls for some requests were answered, as far as it is known: every call, served or not, because a call
/// that failed had the prompt too.
package struct Residency: Sendable, Equatable {
    /// How a call stands to the places that are allowed.
    package enum Placement: String, Sendable, CaseIterable {
        /// All that is said of its place is allowed.
        case inside
        /// Something that is said of its place is not.
        case outside
        /// Nothing is said of its place, or that it may be anywhere.
        case unknown
    }

    /// Calls of one kind.
    package struct Place: Sendable, Hashable {
        package var placement: Placement
        /// As the provider itself or its address says; both where they are not the same.
        package var name: String?
        /// `provider`, `address`, or both.
        package var source: String?
        package var provider: String?
    }

    /// How many calls there were, and how many of them served.
    package struct Count: Sendable, Equatable {
        package var attempts = 0
        package var served = 0
    }

    /// A call at a place that is not allowed, with its request.
    package struct Outside: Sendable, Equatable {
        package var request: StoredRequest
        package var attempt: Attempt
        package var place: Place
    }

    package private(set) var requests = 0
    /// Requests of which the instance was only claimed: nothing of them is counted.
    package private(set) var claimed = 0
    /// Requests for which no provider was called, for certain.
    package private(set) var withoutCall = 0
    /// Requests of whose calls nothing is known, by why.
    package private(set) var notCovered: [Cause: Int] = [:]
    package private(set) var places: [Place: Count] = [:]
    package private(set) var outside: [Outside] = []
    /// Of requests that a model served: whether it is the pinned one.
    package private(set) var servedByPinned = 0
    package private(set) var servedByOthers: [String: Int] = [:]

    private let isAllowed: @Sendable (String) -> Bool
    private let isPinned: (@Sendable (String) -> Bool)?

    /// `isAllowed` decides on the name of a place, `isPinned` on that of a model, where one is asked about.
    package init(isAllowed: @escaping @Sendable (String) -> Bool, isPinned: (@Sendable (String) -> Bool)? = nil) {
        (self.isAllowed, self.isPinned) = (isAllowed, isPinned)
    }

    /// All calls that are known of, whatever their place.
    package var attempts: Int { places.values.reduce(0) { $0 + $1.attempts } }

    /// Calls that stand so to what is allowed.
    package func attempts(_ placement: Placement) -> Int {
        places.reduce(0) { $0 + ($1.key.placement == placement ? $1.value.attempts : 0) }
    }

    package var servedByAnotherModel: Int { servedByOthers.values.reduce(0, +) }

    package static func == (left: Residency, right: Residency) -> Bool {
        left.requests == right.requests && left.places == right.places && left.outside == right.outside
            && left.notCovered == right.notCovered && left.withoutCall == right.withoutCall && left.claimed == right.claimed
    }

    /// Takes a request. One whose instance is only claimed is counted apart.
    package mutating func add(_ request: StoredRequest) {
        let row = request.row
        guard row.instanceProof == "authenticated" else {
            claimed += 1
            return
        }
        requests += 1
        if row.attempts.isEmpty { noteWithoutAttempt(row) }
        for attempt in row.attempts {
            let place = place(of: attempt)
            places[place, default: Count()].attempts += 1
            if attempt.served == true { places[place, default: Count()].served += 1 }
            if place.placement == .outside { outside.append(Outside(request: request, attempt: attempt, place: place)) }
        }
        if let isPinned, let model = row.model.value {
            if isPinned(model) { servedByPinned += 1 } else { servedByOthers[model, default: 0] += 1 }
        }
    }

    private mutating func noteWithoutAttempt(_ row: RequestRow) {
        let cause = row.provider.cause ?? .notStated
        if cause == .notReached || cause == .notCalled { withoutCall += 1 } else { notCovered[cause, default: 0] += 1 }
    }

    /// What the provider says of itself and what its address says are both looked at: one of them may be wrong.
    private func place(of attempt: Attempt) -> Place {
        let stated = [attempt.providerLocation, attempt.location].compactMap(\.self).filter { $0 != Residency.anywhere }
        let sources = [
            attempt.providerLocation.map { _ in "provider" }, attempt.location.map { _ in attempt.locationSource ?? "address" },
        ].compactMap(\.self)
        let names = stated.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let placement: Placement =
            stated.isEmpty ? .unknown : stated.allSatisfy(isAllowed) ? .inside : .outside
        let shown = names.isEmpty ? attempt.location : names.joined(separator: " / ")
        return Place(
            placement: placement, name: shown, source: sources.isEmpty ? nil : sources.joined(separator: ", "),
            provider: attempt.provider)
    }

    /// An endpoint that is answered wherever there is room.
    private static let anywhere = "global"
}
