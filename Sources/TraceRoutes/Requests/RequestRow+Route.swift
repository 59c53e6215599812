import LogRecords

extension RequestRow {
    /// The row of a route that was made of these.
    init(_ kind: Kind, of facts: RouteFacts, as route: Route) {
        self.init(kind: kind, lines: facts.part.records.flatMap(\.places).map(\.storedLine))
        vantages = Set(facts.part.records.map(\.vantage)).sorted { $0.rawValue < $1.rawValue }
        take(route)
        takeWhatNoRouteShows(facts)
    }

    mutating func take(_ route: Route) {
        take(route.request)
        (edge, region) = (RequestClause(route.verdict.edge), RequestClause(route.verdict.region))
        (provider, model) = (RequestClause(route.verdict.provider), RequestClause(route.verdict.model))
        location = RequestClause(route.verdict.location)
        reroutedFrom = route.reroute?.from
        attempts = route.attempts.map(\.attempt)
        if let place = location.value { locationSource = attempts.first { $0.location == place }?.locationSource }
    }

    private mutating func take(_ request: RequestSummary) {
        (started, ended, duration, timesBy) = (request.began, request.ended, request.duration, request.timesBy)
        (method, host, path) = (request.method, request.host, request.path)
        (status, statusBy, result) = (request.status, request.statusBy, request.result)
        (faultDomain, error) = (request.faultDomain, request.error)
        (customerInstance, instanceProof) = (request.customerInstance, request.instanceProof)
        (gatewayInstance, realm, connection) = (request.gatewayInstance, request.realm, request.connection)
        ids = request.ids
    }

    /// From the gateway's own lines first, then from those around it.
    private mutating func takeWhatNoRouteShows(_ facts: RouteFacts) {
        let lines = (facts.servingHop.map { $0.applications + $0.calls } ?? []) + facts.part.records
        requestedModel = lines.firstValue(\.sighting.requestedModel)
        firstToken = lines.firstValue(\.sighting.firstToken)
        lastToken = lines.firstValue(\.sighting.lastToken)
        overhead = lines.firstValue(\.sighting.overhead)
        user = lines.firstValue(\.sighting.user)
        customerHost = lines.firstValue(\.sighting.customerHost)
        session = lines.firstValue(\.sighting.session)
        namespace = lines.firstValue(\.sighting.namespace)
        inputTokens = lines.firstValue(\.sighting.inputTokens)
        outputTokens = lines.firstValue(\.sighting.outputTokens)
    }
}

extension RequestRow {
    /// What is known of each question.
    var clauses: [RequestClause] { [edge, region, provider, model, location] }
}

extension Cause {
    /// Whether it follows from what was loaded, so that it may change although the request's lines do not.
    var isOfLedger: Bool {
        switch self {
        case .notLoaded, .truncated, .expired, .noneFound, .notLogged, .sampled: true
        case .notReached, .notCalled, .notStated, .otherID, .several: false
        }
    }
}

extension RequestClause {
    fileprivate init(_ clause: Clause<String>) {
        self.init(value: clause.value, basis: clause.basis, cause: clause.cause)
    }
}
