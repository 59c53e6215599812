import LogRecords

extension Tracer {
    /// What is said of ids that no line carries; `nil`: the ledger knows too little.
    func unfound(_ candidates: [Candidate], _ question: Question, _ ledger: Ledger) throws -> BlockAnswer? {
        let hint = candidates.first?.reading.time
        let range = hint.map { TimeRange(from: $0, to: $0) }
        guard ledger.knows(range) else { return nil }
        let pruned = try prunedNotes(at: candidates.lazy.compactMap(\.reading.time).first)
        if let instance = try namedInstance(candidates) {
            guard ledger.knows(nil) else { return nil }
            return answer(instance, candidates, question, after: pruned, readable(ledger).coverage(in: nil))
        }
        if candidates.isEmpty, let region = question.body?.region {
            return try answer(pastedRegion: region, question, after: pruned, readable(ledger).coverage(in: range))
        }
        let guesses = try suggests ? Guessing(store: store, about: about).guesses(for: candidates) : Guesses()
        let coverage = try withNextLoad(readable(ledger).coverage(in: range), isOfAnyTime: range == nil)
        let isExpired = hint.map(ledger.isExpired) ?? false
        return BlockAnswer(
            candidates: candidates,
            answer: Answer(
                asked: Asked(text: question.text, readings: candidates.map(\.reading)), outcome: isExpired ? .expired : .notFound,
                suggestions: guesses.suggestions, coverage: coverage,
                notes: pruned + bodyNotes(question.body) + guesses.notes + searchNotes(candidates, ledger) + notes(of: coverage)))
    }

    /// Where was searched, if the ids do not say.
    private func searchNotes(_ candidates: [Candidate], _ ledger: Ledger) -> [Note] {
        if candidates.isEmpty { return [.noID] }
        let isAnywhere = candidates.allSatisfy { $0.reading.time == nil && !$0.isDamaged }
        return isAnywhere && ledger.span != nil ? [.noTimeInID] : []
    }

    /// When the id's day went from the store; for an id without a time, which days are not there any more.
    func prunedNotes(at hint: Instant?) throws -> [Note] {
        let pruned = try store.prunedDays()
        if let hint {
            return pruned.filter { $0.day == Day(hint) }.map { .dayExpired($0.day, pruned: $0.pruned) }
        }
        guard let first = pruned.first?.day, let last = pruned.last?.day else { return [] }
        return [.daysPruned(first: first, last: last, count: pruned.count)]
    }

    /// What a pasted body says beside ids that were not found.
    private func bodyNotes(_ body: ResponseBody?) -> [Note] {
        guard let body else { return [] }
        return (body.namesDefault ? [.bodyNamesDefaultRegion] : []) + (body.region.map { [.bodyNotConfirmed(region: $0)] } ?? [])
    }

    /// A pasted body without any id that could be looked up is a question of its own: it names a region, and no more
    /// than that is known.
    private func answer(
        pastedRegion region: String, _ question: Question, after pruned: [Note], _ coverage: Coverage
    ) throws -> BlockAnswer {
        var evidence = EvidenceList()
        let proof = evidence.pasted()
        let unknown = Clause<String>.unknown(.notStated, detail: .pasteHoldsNoID, seen: proof.numbers)
        let verdict = Verdict(
            edge: unknown, region: .inferred(region, by: Rule.pastedBody.name, from: proof, confidence: nil), provider: unknown,
            model: unknown, location: unknown)
        let route = Route(request: RequestSummary(), verdict: verdict, hops: [], attempts: [])
        let answer = Answer(
            asked: Asked(text: question.text, readings: []), outcome: .found, routes: [route],
            evidence: try named(evidence.lines), coverage: coverage, notes: pruned + notes(of: coverage))
        return BlockAnswer(candidates: [], answer: answer)
    }

    private func answer(
        _ instance: NamedInstance, _ candidates: [Candidate], _ question: Question, after pruned: [Note], _ coverage: Coverage
    ) -> BlockAnswer {
        let answer = Answer(
            asked: Asked(text: question.text, readings: instance.readings), outcome: .ambiguous, coverage: coverage,
            notes: pruned + instance.notes + notes(of: coverage))
        return BlockAnswer(candidates: candidates, answer: answer, ids: [instance.id])
    }
}
