import LogRecords

extension Answer {
    /// Whether it says that something was searched and is not there: as true as the ledger that says what there was to
    /// search.
    package var restsOnLedger: Bool {
        switch outcome {
        case .notFound, .expired: true
        // How many requests an instance has is what was not hidden.
        case .found, .ambiguous: routes.isEmpty || routes.contains(where: \.restsOnLedger)
        }
    }
}

extension Route {
    private static let searched: [Cause] = [.noneFound, .expired, .truncated, .sampled]

    /// Whether a hop or a clause is said to be missing where its shards were searched.
    package var restsOnLedger: Bool {
        let clauses = [verdict.edge, verdict.region, verdict.provider, verdict.model, verdict.location]
        if (hops.map(\.cause) + clauses.map(\.cause)).contains(where: { $0.map(Route.searched.contains) ?? false }) { return true }
        // "No line of a call was found", "Cloud Run's line names no provider": that others were looked for stands behind these.
        return [verdict.edge, verdict.region, verdict.provider].contains { $0.cause == .notStated || $0.cause == .notLogged }
    }
}
