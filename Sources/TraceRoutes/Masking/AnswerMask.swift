import LogRecords

/// Masks an answer: every text in it but what the person typed, and the operator's own names, where only e-mail
/// addresses are masked.
struct AnswerMask {
    private let mask: Mask

    init(_ answer: Answer) {
        let hosts = Set(answer.routes.flatMap(\.attempts).compactMap(\.attempt.endpointHost))
        mask = Mask(answer.personal, keeping: hosts.filter { Mask.addresses.maskedMailboxes($0) == $0 })
    }

    init(_ answer: FindAnswer) {
        mask = Mask(answer.personal)
    }

    init(_ workings: Workings) {
        mask = Mask(workings.personal)
    }

    init(_ made: MadeRequest) {
        let hosts = Set(made.row.attempts.compactMap(\.endpointHost))
        mask = Mask(made.personal, keeping: hosts.filter { Mask.addresses.maskedMailboxes($0) == $0 })
    }

    /// Every text of a row, by its own name.
    private static let texts: [any WritableKeyPath<RequestRow, String?> & Sendable] = [
        \.method, \.host, \.path, \.requestedModel, \.result, \.faultDomain, \.error, \.locationSource, \.reroutedFrom,
        \.customerInstance, \.instanceProof, \.realm, \.connection, \.user, \.customerHost, \.session, \.namespace,
        \.edge.value, \.region.value, \.provider.value, \.model.value, \.location.value,
    ]

    func masked(_ row: RequestRow) -> RequestRow {
        var row = row
        for text in AnswerMask.texts { row[keyPath: text] = masked(row[keyPath: text]) }
        row.gatewayInstance = row.gatewayInstance.map(mask.maskedMailboxes)
        row.ids = masked(row.ids)
        row.attempts = row.attempts.map(masked)
        return row
    }

    /// Its `asked` stays as it was typed.
    func masked(_ answer: Answer) -> Answer {
        var answer = answer
        answer.suggestions = answer.suggestions.map(masked)
        answer.routes = answer.routes.map(masked)
        answer.evidence = answer.evidence.map(masked)
        answer.coverage = masked(answer.coverage)
        answer.notes = answer.notes.map(masked)
        answer.personal = []
        return answer
    }

    /// Its `instance` is the one that was asked for.
    func masked(_ answer: FindAnswer) -> FindAnswer {
        var answer = answer
        answer.rows = answer.rows.map { row in
            FindRow(request: masked(row.request), region: masked(row.region), provider: masked(row.provider))
        }
        answer.coverage = masked(answer.coverage)
        answer.whereabouts = answer.whereabouts.map { whereabouts in
            var whereabouts = whereabouts
            whereabouts.near = whereabouts.near.map(masked)
            return whereabouts
        }
        answer.notes = answer.notes.map(masked)
        answer.personal = []
        return answer
    }

    /// What was asked stays as it was typed.
    func masked(_ workings: Workings) -> Workings {
        var workings = workings
        workings.steps = workings.steps.map { $0.mapTexts(masked) }
        workings.lines = workings.lines.map(masked)
        workings.personal = []
        return workings
    }

    private func masked(_ line: EvidenceLine) -> EvidenceLine {
        var line = line
        (line.shard, line.format) = (masked(line.shard), masked(line.format))
        return line
    }

    private func masked(_ suggestion: Suggestion) -> Suggestion {
        var suggestion = suggestion
        (suggestion.kind, suggestion.value) = (masked(suggestion.kind), masked(suggestion.value))
        return suggestion
    }

    private func masked(_ text: String) -> String { mask.masked(text) }

    private func masked(_ text: String?) -> String? { mask.masked(text) }

    private func masked(_ detail: Detail) -> Detail { detail.mapTexts(masked) }

    private func masked(_ note: Note) -> Note { note.mapTexts(masked) }

    private func masked(_ route: Route) -> Route {
        var route = route
        route.request = masked(route.request)
        route.verdict = Verdict(
            edge: masked(route.verdict.edge), region: masked(route.verdict.region), provider: masked(route.verdict.provider),
            model: masked(route.verdict.model), location: masked(route.verdict.location))
        route.hops = route.hops.map(masked)
        route.attempts = route.attempts.map { RouteAttempt(attempt: masked($0.attempt), ended: $0.ended, evidence: $0.evidence) }
        route.clocks = route.clocks.map { clock in
            ClockOffset(
                inner: masked(clock.inner), outer: masked(clock.outer), least: clock.least, most: clock.most,
                evidence: clock.evidence)
        }
        route.conflicts = route.conflicts.map { Conflict(clause: masked($0.clause), sides: masked($0.sides)) }
        route.reroute = route.reroute.map { reroute in
            Reroute(
                from: masked(reroute.from), to: masked(reroute.to), basis: reroute.basis, why: reroute.why.mapTexts(masked),
                evidence: reroute.evidence)
        }
        for index in route.why.statements.indices {
            route.why.statements[index].fact = route.why.statements[index].fact.mapTexts(masked)
        }
        route.related = route.related.map { Related(ids: masked($0.ids), why: $0.why) }
        return route
    }

    private func masked(_ request: RequestSummary) -> RequestSummary {
        var request = request
        let texts: [WritableKeyPath<RequestSummary, String?>] = [
            \.method, \.host, \.path, \.result, \.faultDomain, \.error, \.connection, \.realm, \.customerInstance, \.instanceProof,
        ]
        for text in texts { request[keyPath: text] = masked(request[keyPath: text]) }
        request.gatewayInstance = request.gatewayInstance.map(mask.maskedMailboxes)
        request.ids = masked(request.ids)
        return request
    }

    private func masked(_ ids: [IdentifierKind: [String]]) -> [IdentifierKind: [String]] {
        ids.mapValues { $0.map(masked) }
    }

    private func masked(_ clause: Clause<String>) -> Clause<String> {
        switch clause {
        case .observed(let value, let rule, let evidence): .observed(masked(value), by: rule, in: evidence)
        case .absent(let absence, let rule, let evidence):
            .absent(Absence(absence.cause, basis: absence.basis, details: absence.details.map(masked)), by: rule, in: evidence)
        case .inferred(let value, let rule, let evidence, let confidence, let details):
            .inferred(masked(value), by: rule, from: evidence, confidence: confidence, details: details.map(masked))
        case .unknown(let cause, let detail, let seen): .unknown(cause, detail: detail.map(masked), seen: seen)
        case .conflict(let sides): .conflict(masked(sides))
        }
    }

    private func masked(_ sides: [Side<String>]) -> [Side<String>] {
        sides.map { Side(value: masked($0.value), evidence: $0.evidence) }
    }

    private func masked(_ hop: Hop) -> Hop {
        var hop = hop
        (hop.value, hop.detail) = (masked(hop.value), hop.detail.map(masked))
        hop.link = hop.link.map { Hop.Link(by: masked($0.by), exact: $0.exact) }
        return hop
    }

    private func masked(_ attempt: Attempt) -> Attempt {
        var attempt = attempt
        for field in AttemptFields.all {
            guard case .text(let text)? = field.property.value(in: &attempt) else { continue }
            field.property.set(.text(field.shown == .operators ? mask.maskedMailboxes(text) : masked(text)), in: &attempt)
        }
        return attempt
    }

    private func masked(_ coverage: Coverage) -> Coverage {
        var coverage = coverage
        for index in coverage.sources.indices { coverage.sources[index].source = masked(coverage.sources[index].source) }
        coverage.declared = coverage.declared.map {
            Declaration(subject: $0.subject, promise: $0.promise, declared: $0.declared, why: masked($0.why))
        }
        coverage.silences = coverage.silences.map { $0.mapTexts(masked) }
        for index in coverage.unreadable.indices {
            coverage.unreadable[index].name = masked(coverage.unreadable[index].name)
            coverage.unreadable[index].why = masked(coverage.unreadable[index].why)
        }
        return coverage
    }
}
