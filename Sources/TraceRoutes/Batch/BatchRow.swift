package import LogRecords

/// What is known of the id in one row of a sheet, or of one id of a text: one answer, or what several come to.
///
/// A row is made of masked answers alone: `Masked<BatchRow>`.
package struct BatchRow: Sendable, Equatable {
    /// What became of the row.
    package enum Outcome: String, Sendable, CaseIterable {
        /// One request.
        case found
        /// Several requests: each value stands there once.
        case ambiguous
        /// Of several ids in one cell some were found; the values are theirs.
        case partlyFound = "partly_found"
        case notFound = "not_found"
        case expired
        /// Nothing in it looks like an id.
        case noID = "no_id"
        /// A spreadsheet took it for a number or a formula, and digits of it are lost.
        case mangled
        case empty
    }

    /// One clause over all requests of the row.
    package struct Clause: Sendable, Equatable {
        /// Each value once, in the order of the requests.
        package var values: [String] = []
        /// The weakest of the requests' bases; `nil` where there is none.
        package var basis: Basis?
        /// Why a value is missing: of the first request that lacks one.
        package var cause: Cause?

        /// Whether it is known to be empty: no region was reached, no provider called.
        package var isAbsent: Bool { values.isEmpty && (basis == .observed || basis == .inferred) }
    }

    package var outcome: Outcome
    /// Requests that the ids lead to, as far as an answer lists them.
    package var requests = 0
    /// There are more than an answer lists.
    package var hasMore = false
    package var region = Clause()
    package var provider = Clause()
    package var model = Clause()
    package var location = Clause()
    package var statuses: [Int] = []
    package var results: [String] = []
    /// Why there is no request: not loaded, expired, or not there.
    package var cause: Cause?
    /// What resembles ids that were not found, where that was looked for.
    package var suggestions: [Suggestion] = []
    /// As `trace route` exits for these ids.
    package var exitCode: Int32 = 0
    /// Whether something is missing where was searched.
    package var hasHoles = false

    /// Whether its cell holds what can be looked for.
    package var asks: Bool { ![.empty, .noID, .mangled].contains(outcome) }

    /// How well the row is known: as its weakest value, and without any as its region is.
    package var basis: Basis? {
        let clauses = [region, provider, model, location]
        if clauses.contains(where: { $0.basis == .conflict }) { return .conflict }
        let shown = clauses.filter { !$0.values.isEmpty }.compactMap(\.basis)
        return weakest(shown) ?? region.basis
    }

    /// Why the first of the values that are missing is.
    package var firstCause: Cause? {
        cause ?? [region, provider, model, location].lazy.compactMap(\.cause).first
    }
}

extension BatchRow {
    /// Of a cell and the answers to it; none to one that was not asked.
    init(_ cell: String, _ answers: [Masked<Answer>]) {
        let answers = answers.map(\.value)
        let found = answers.filter { $0.outcome == .found || $0.outcome == .ambiguous }
        self.init(outcome: Self.outcome(of: cell, answers, found: found.count))
        guard asks else {
            exitCode = outcome == .empty ? 0 : 1
            return
        }
        hasHoles = answers.contains { $0.coverage.hasHoles }
        exitCode = answers.map(\.exitCode).max() ?? 0
        guard !found.isEmpty else {
            (cause, region.basis) = (Self.cause(of: outcome, answers), .unknown)
            suggestions = answers.flatMap(\.suggestions)
            return
        }
        let routes = found.flatMap(\.routes)
        requests = routes.count
        (region, provider) = (Clause(routes.map(\.verdict.region)), Clause(routes.map(\.verdict.provider)))
        (model, location) = (Clause(routes.map(\.verdict.model)), Clause(routes.map(\.verdict.location)))
        statuses = unique(routes.compactMap(\.request.status))
        results = unique(routes.compactMap(\.request.result))
        hasMore = found.contains { $0.notes.contains { $0.code == .requestsBounded } }
        // A customer's id, of requests that are not listed.
        if routes.isEmpty { (cause, region.basis) = (.several, .unknown) }
    }

    private static func outcome(of cell: String, _ answers: [Answer], found: Int) -> Outcome {
        if cell.allSatisfy(\.isWhitespace) { return .empty }
        guard found > 0 else {
            if isMangled(cell) { return .mangled }
            let isWord = !cell.contains(where: \.isNumber)
            let asksNothing = answers.allSatisfy { answer in
                answer.asksNothing || isWord && answer.asked.readings.allSatisfy { $0.kind == "text" }
            }
            if asksNothing { return .noID }
            return answers.contains { $0.outcome == .expired } ? .expired : .notFound
        }
        if found < answers.count { return .partlyFound }
        return found > 1 || answers.first?.outcome == .ambiguous ? .ambiguous : .found
    }

    private static func cause(of outcome: Outcome, _ answers: [Answer]) -> Cause? {
        switch outcome {
        case .expired: .expired
        case .notFound: answers.allSatisfy(\.coverage.complete) ? .noneFound : .notLoaded
        default: nil
        }
    }
}

extension BatchRow.Clause {
    fileprivate init(_ clauses: [Clause<String>]) {
        values = unique(clauses.compactMap(\.value))
        basis = weakest(clauses.map(\.basis))
        cause = clauses.lazy.compactMap(\.cause).first
    }
}

private func weakest(_ bases: [Basis]) -> Basis? {
    [Basis.conflict, .unknown, .inferred, .observed].first(where: bases.contains)
}

private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
}
