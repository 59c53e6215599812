import LogRecords

/// An attempt, and which record says what of it.
struct CallFacts {
    var attempt: Attempt
    var records: [JoinedRecord]
    var provider: Finding?
    var model: Finding?
    var location: Finding?

    /// When it ended, as its line states.
    var ended: Instant?
    private var modelAtAddress: String?
    /// The model as the address names it, which says more of the place than the name that a later line gives; else that
    /// name.
    var calledModel: String? { modelAtAddress ?? attempt.model }

    init(_ attempt: Attempt, _ rule: Rule, in record: JoinedRecord) {
        let attempt = Rule.completed(attempt)
        self.attempt = attempt
        records = [record]
        if attempt.endpointHost != nil { modelAtAddress = attempt.model }
        provider = attempt.provider.map { Finding($0, by: rule, in: [record]) }
        model = attempt.model.map { Finding($0, by: rule, in: [record]) }
        location = attempt.location.map { Finding($0, by: rule, in: [record]) }
    }

    /// Adds what another line of the same call says; what is known stays.
    mutating func add(_ other: Attempt, _ rule: Rule, in record: JoinedRecord) {
        records.append(record)
        let more = CallFacts(other, rule, in: record)
        // The address says where the call went; the name in a later line may be that of a library.
        if attempt.provider == nil { (attempt.provider, provider) = (other.provider, more.provider) }
        // A later line has the model's usual name, the address an endpoint's.
        if other.model != nil { (attempt.model, model) = (other.model, more.model) }
        if attempt.location == nil {
            (attempt.location, location) = (other.location, more.location)
            (attempt.locationGrain, attempt.locationSource) = (other.locationGrain, other.locationSource)
        }
        ended = ended ?? record.sighting.ended
        var other = other
        for field in AttemptFields.all where !CallFacts.own.contains(field.name) && field.property.value(in: &attempt) == nil {
            if let value = field.property.value(in: &other) { field.property.set(value, in: &attempt) }
        }
    }

    /// What a later line does not complete: when the call began, and what goes by a rule of its own.
    private static let own: Set<AttemptField> = [.started, .provider, .model, .location, .locationGrain, .locationSource]
}

/// What is known of a hop's calls to models.
struct HopCalls {
    /// In the order of time.
    var calls: [CallFacts] = []
    /// What was resolved before any call: no more than an inference.
    var resolved: CallFacts?
    /// Ends of calls of which nobody can say which call they ended, because several were open.
    var loose: [CallFacts] = []
    /// The record lists only some of them.
    var isCut = false

    init(of hop: GatewayHop) {
        let own = hop.applications.filter { !$0.sighting.attempts.isEmpty }
        for record in own {
            let rule: Rule = record.isOwnGateway ? .gatewayRecord : .accessLineModel
            calls += record.sighting.attempts.map { CallFacts($0, rule, in: record) }
            if let count = record.sighting.attemptCount, count > record.sighting.attempts.count { isCut = true }
        }
        if own.isEmpty || !hop.calls.isEmpty {
            let pairing = CallPairing(hop.calls, access: hop.applications.first)
            // The lines of the calls say more than the access line that names one of them.
            if !pairing.calls.isEmpty || own.isEmpty { calls = pairing.calls }
            resolved = pairing.resolved
            loose = pairing.loose
        }
        settlePlaces()
    }

    /// Takes the place away from calls of which a later line says that they may have gone elsewhere.
    private mutating func settlePlaces() {
        for index in calls.indices where Rule.leavesPlaceOpen(calls[index]) {
            (calls[index].attempt.location, calls[index].location) = (nil, nil)
        }
    }

    /// The calls one of which gave the answer: the one that served, else all that are not known to have failed.
    var candidates: [CallFacts] {
        let served = calls.filter { $0.attempt.served == true }
        return served.isEmpty ? calls.filter { $0.attempt.served != false } + loose.filter { $0.attempt.served != false } : served
    }
}
