import LogRecords

extension Rule {
    /// The gateway ended without calling a model: our record says so, or its line says that nothing was started; of
    /// GitLab's gateway a refusal suggests it.
    ///
    /// Needs a gateway's record with attempts: [], a line with the result not_started, or a refusal (401, 403, 404,
    /// 405).
    static let notCalled = Rule(.notCalled, strongest: .observed)

    /// Whether no provider was called, and how that is known.
    static func whyNotCalled(_ hop: GatewayHop) -> (absence: Absence, records: [JoinedRecord])? {
        let stating = hop.applications.filter { $0.sighting.attemptCount == 0 }
        if !stating.isEmpty, hop.calls.isEmpty {
            return (Absence(.notCalled, basis: .observed, details: [.recordListsNoCall]), stating)
        }
        let unstarted = hop.applications.filter { !$0.isOwnGateway && $0.sighting.result == RequestSummary.notStarted }
        if !unstarted.isEmpty, hop.calls.isEmpty {
            return (Absence(.notCalled, basis: .observed, details: [.closedBeforeStart]), unstarted)
        }
        let refusing = hop.applications.filter { !$0.isOwnGateway && refusals.contains($0.sighting.status ?? 0) }
        guard !refusing.isEmpty, hop.calls.isEmpty, refusing.allSatisfy({ $0.sighting.attempts.isEmpty }) else { return nil }
        let status = refusing.compactMap(\.sighting.status).first ?? 0
        return (Absence(.notCalled, basis: .inferred, details: [.gatewayRefused(status: status)]), refusing)
    }

    private static let refusals: Set<Int> = [401, 403, 404, 405]
}
