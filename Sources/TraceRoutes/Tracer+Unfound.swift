import LogRecords

extension Tracer {
    /// `false`: the ledger knows too little.
    func fillUnfound(_ asking: inout Asking, _ question: Question, _ ledger: Ledger) throws -> Bool {
        let candidates = asking.candidates
        let hints = candidates.compactMap(\.reading.time)
        let hint = candidates.first?.reading.time
        let range = hint.map { TimeRange(from: $0, to: $0) }
        guard ledger.knows(range) else { return false }
        asking.answer.coverage = ledger.coverage(in: range)
        if let hint, ledger.isExpired(at: hint) { asking.answer.outcome = .expired }
        asking.answer.notes += try prunedNotes(at: hints.first)
        if let named = try nameInstance(&asking.answer, candidates) {
            asking.ids = [named]
            asking.answer.coverage = ledger.coverage(in: nil)
            return ledger.knows(nil)
        }
        if try fillBody(&asking.answer, candidates, question) { return true }
        try Guessing(store: store, about: about).suggest(&asking.answer, for: candidates)
        guard !candidates.isEmpty else {
            asking.answer.notes.append(.noID)
            return true
        }
        if hints.isEmpty, ledger.span != nil, !candidates.contains(where: \.isDamaged) {
            asking.answer.notes.append(.noTimeInID)
        }
        return true
    }

    /// When the id's day went from the store; for an id without a time, which days are not there any more.
    private func prunedNotes(at hint: Instant?) throws -> [Note] {
        let pruned = try store.prunedDays()
        if let hint {
            return pruned.filter { $0.day == Day(hint) }.map { .dayExpired($0.day, pruned: $0.pruned) }
        }
        guard let first = pruned.first?.day, let last = pruned.last?.day else { return [] }
        return [.daysPruned(first: first, last: last, count: pruned.count)]
    }

    /// A pasted body without any id that could be looked up is a question of its own: it names a region, and no more than that is known.
    private func fillBody(_ answer: inout Answer, _ candidates: [Candidate], _ question: Question) throws -> Bool {
        guard let body = question.body else { return false }
        if body.namesDefault { answer.notes.append(.bodyNamesDefaultRegion) }
        guard let region = body.region else { return false }
        guard candidates.isEmpty else {
            answer.notes.append(.bodyNotConfirmed(region: region))
            return false
        }
        var evidence = EvidenceList()
        let proof = evidence.pasted()
        let unknown = Clause<String>.unknown(.notStated, detail: .pasteHoldsNoID, seen: proof.numbers)
        let verdict = Verdict(
            edge: unknown, region: .inferred(region, by: Rule.pastedBody.name, from: proof, confidence: nil), provider: unknown,
            model: unknown, location: unknown)
        answer.routes = [Route(request: RequestSummary(), verdict: verdict, hops: [], attempts: [])]
        answer.evidence = try named(evidence.lines)
        answer.outcome = .found
        return true
    }
}
