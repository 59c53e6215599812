package import LogRecords

/// Answers questions about requests from what a store holds. Pure: it knows no clock and no file.
///
/// The ledger is always read before the store is searched: what is called loaded was there to be searched.
package struct Tracer<Store: RecordReader> {
    /// Routes that an answer lists; the oldest first.
    package static var mostRoutes: Int { 50 }

    let store: Store
    private let loaded = LoadedLedger()

    package init(store: Store) {
        self.store = store
    }

    /// The answer to any paste that holds an id.
    package func answer(_ paste: String) throws -> Answer {
        guard store.capabilities.findsByIdentifier else { throw TracerError.cannotFindByIdentifier }
        let question = Question(paste)
        let near = try loaded.ledger(of: store, near: question.candidates.first?.reading.time)
        if let answer = try answer(question, near) { return answer }
        guard let answer = try answer(question, ledger()) else { preconditionFailure("the whole ledger knows every shard") }
        return answer
    }

    /// `nil`: the ledger does not know every shard that the answer would speak of.
    private func answer(_ question: Question, _ ledger: Ledger) throws -> Answer? {
        var ledger = ledger
        let (hit, matched) = try Search(store: store).hit(question.candidates)
        ledger.unreadable = store.unreadable
        var answer = Answer(
            asked: Asked(text: question.text, readings: question.candidates.map(\.reading)), outcome: .notFound,
            coverage: Coverage(range: nil, complete: false, sources: []))
        for index in matched { answer.asked.readings[index].matched = true }
        if question.wasCut { answer.notes.append("only the first \(Question.longestPaste >> 10) KiB of the paste were read") }
        let isKnown =
            if let hit {
                try fill(&answer, with: hit, question, ledger)
            } else {
                try fillUnfound(&answer, question, ledger)
            }
        guard isKnown else { return nil }
        answer.notes += unreadableNotes
        answer.coverage.unreadable = store.unreadable
        return answer
    }

    /// A sentence for each part of the store that could not be asked.
    var unreadableNotes: [String] {
        store.unreadable.map { part in
            let lines = part.day.map { "lines of \($0)" } ?? "lines without a day"
            return "segment \(part.name) cannot be read (\(part.why)): \(lines) may be missing here; trace verify says more"
        }
    }

    /// The lines with the names and digests that the store's ledger has of their shards.
    private func named(_ lines: [EvidenceLine]) throws -> [EvidenceLine] {
        guard store.capabilities.knowsShards else { return lines }
        let entries = try loaded.entries(Set(lines.compactMap(\.place?.shard)), of: store)
        return lines.map { line in
            var line = line
            let entry = line.place.flatMap { entries[$0.shard] }
            (line.shard, line.digest) = (entry?.path, entry?.digest)
            return line
        }
    }

    /// The whole ledger.
    func ledger() throws -> Ledger { try loaded.ledger(of: store) }
}

// MARK: - Found

extension Tracer {
    /// `false`: the ledger knows too little.
    private func fill(
        _ answer: inout Answer, with hit: Search<Store>.Hit, _ question: Question, _ ledger: Ledger
    ) throws -> Bool {
        let closure = try Closure(from: hit.sightings, foundBy: [hit.key], in: store)
        guard ledger.knows(closure.window) else { return false }
        var ledger = ledger
        ledger.unreadable = store.unreadable
        answer.notes += closure.notes
        if hit.carried > hit.sightings.count {
            answer.notes.append("of \(hit.carried) lines with this id \(hit.sightings.count) were read")
        }
        let fields = question.candidates[hit.candidate].fields
        let parts = Parting(closure.records).parts { $0.carries(hit.key, in: fields) }
        let maker = RouteMaker(ledger: ledger, body: question.body)
        var evidence = EvidenceList()
        answer.routes = parts.prefix(Self.mostRoutes).map { maker.route(of: $0, &evidence, notes: &answer.notes) }
        answer.evidence = try named(evidence.lines)
        answer.outcome = parts.count == 1 ? .found : .ambiguous
        if parts.count > Self.mostRoutes {
            answer.notes.append("of \(parts.count) requests with this id the \(Self.mostRoutes) oldest are shown")
        }
        if parts.count > 1, parts.contains(where: { !$0.several.isEmpty }) {
            answer.notes.append("some lines fit more than one of these requests and were given to none")
        }
        answer.coverage = ledger.coverage(in: closure.window?.widened(by: -Instant.hour).ordered)
        answer.personal = personalTexts(parts.flatMap(\.records))
        if answer.outcome == .found, let part = parts.first {
            answer.routes[0].related = try related(to: RouteFacts(part), &answer.notes)
        }
        return true
    }

    /// A web chat's job calls the gateway under another id: the jobs of the same user that start within a minute are a choice.
    private func related(to facts: RouteFacts, _ notes: inout [String]) throws -> [Related] {
        guard facts.isHandedToJob, let user = facts.monolith.firstValue({ $0.sighting.user }), let span = facts.span else {
            return []
        }
        let range = TimeRange(from: span.from, to: span.to.advanced(by: Instant.minute))
        guard let lines = try store.sightings(ofUser: user, in: range, limit: 256) else {
            notes.append("this store cannot look for the jobs of the same user; ask with the job's correlation id")
            return []
        }
        let own = Set(facts.monolith.compactMap(\.sighting.correlationID))
        var jobs: [String] = []
        for line in lines where line.vantage == .monolith && (line.service == "sidekiq" || line.service == "llm") {
            guard let id = line.correlationID, !own.contains(id), !jobs.contains(id), jobs.count < 20 else { continue }
            jobs.append(id)
        }
        return jobs.map { Related(ids: [.correlationID: [$0]], why: "a job of the same user that started within 60 s") }
    }

    /// The texts of these lines that no output may show.
    func personalTexts(_ records: [JoinedRecord]) -> [String] {
        var texts: Set<String> = []
        for record in records {
            let sighting = record.sighting
            texts.formUnion([sighting.clientAddress, sighting.user, sighting.customerHost].compactMap { $0 })
            if record.vantage == .monolith, let host = sighting.host { texts.insert(host) }
        }
        return texts.sorted()
    }
}

// MARK: - Not found

extension Tracer {
    /// `false`: the ledger knows too little.
    private func fillUnfound(_ answer: inout Answer, _ question: Question, _ ledger: Ledger) throws -> Bool {
        let hints = question.candidates.compactMap(\.reading.time)
        let hint = question.candidates.first?.reading.time
        let range = hint.map { TimeRange(from: $0, to: $0) }
        guard ledger.knows(range) else { return false }
        answer.coverage = ledger.coverage(in: range)
        if let hint, ledger.isExpired(at: hint) { answer.outcome = .expired }
        answer.notes += try prunedNotes(at: hints.first)
        if try nameInstance(&answer, question) {
            answer.coverage = ledger.coverage(in: nil)
            return ledger.knows(nil)
        }
        if try fillBody(&answer, question) { return true }
        answer.suggestions = try suggestions(question.candidates)
        guard !question.candidates.isEmpty else {
            answer.notes.append("no id was found in what was asked")
            return true
        }
        if hints.isEmpty, ledger.span != nil { answer.notes.append("the id carries no time: the whole store was searched") }
        return true
    }

    /// When the id's day went from the store; for an id without a time, which days are not there any more.
    private func prunedNotes(at hint: Instant?) throws -> [String] {
        let pruned = try store.prunedDays()
        if let hint {
            return pruned.filter { $0.day == Day(hint) }.map {
                "\($0.day) expired on \(Day($0.pruned)): its rows were pruned from the store"
            }
        }
        guard let first = pruned.first?.day, let last = pruned.last?.day else { return [] }
        let days = pruned.count == 1 ? "\(first) was" : "\(pruned.count) days from \(first) to \(last) were"
        return ["\(days) pruned from the store: the id may be of that time"]
    }

    /// Rays that are there and differ from one asked for by one slip; never answered, only suggested.
    private func suggestions(_ candidates: [Candidate]) throws -> [Suggestion] {
        guard let candidate = candidates.first(where: { $0.reading.kind == "ray" }) else { return [] }
        let near = raysNear(candidate.reading.value)
        guard !near.isEmpty else { return [] }
        let matches = try store.sightings(carrying: near.map { .bits64($0.ray) }, on: .all, limit: 8)
        var suggestions: [Suggestion] = []
        for (ray, slip) in near {
            guard suggestions.count < 5, matches.carried[.bits64(ray)] != nil else { continue }
            guard let line = matches.sightings.first(where: { $0.ray == ray }) else { continue }
            suggestions.append(Suggestion(kind: "ray", value: ray.hexadecimal, started: line.started ?? line.ended, why: slip))
        }
        return suggestions
    }

    /// Whether the id names a customer instead of a request: says how much there is of it, and what to ask.
    private func nameInstance(_ answer: inout Answer, _ question: Question) throws -> Bool {
        guard store.capabilities.findsByInstance else { return false }
        for (index, candidate) in question.candidates.enumerated() where candidate.isInstance {
            let instance = candidate.reading.value
            let days = try store.days(ofInstance: instance)
            guard !days.isEmpty else { continue }
            answer.asked.readings[index].matched = true
            answer.asked.readings[index].kind = "instance"
            answer.outcome = .ambiguous
            let all = TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
            let newest = try store.sightings(ofInstance: instance, in: all, filter: SightingFilter(), limit: 2000)
            let count = try requests(of: newest.sightings).parts.count
            let atLeast = newest.total > newest.sightings.count ? "at least " : ""
            let dated = days.compactMap(\.day)
            let period =
                dated.first.map { first in "of \(first)" + (dated.last.map { $0 == first ? "" : " to \($0)" } ?? "") }
                ?? "without a day"
            answer.notes.append(
                "\(instance) names a customer's instance, not a request: \(atLeast)\(count) request\(count == 1 ? "" : "s") on \(days.count) "
                    + (days.count == 1 ? "day" : "days") + ", \(period)")
            if let time = newest.sightings.first?.filed {
                answer.notes.append("trace find --instance \(instance) --around \(time.text(digits: 0))")
            }
            return true
        }
        return false
    }
}

extension Tracer {
    /// A pasted body without any id that could be looked up is a question of its own: it names a region, and no more than that is known.
    private func fillBody(_ answer: inout Answer, _ question: Question) throws -> Bool {
        guard let body = question.body else { return false }
        if body.namesDefault {
            answer.notes.append("the pasted body names us-central1, which a gateway also says when nobody told it its region")
        }
        guard let region = body.region else { return false }
        guard question.candidates.isEmpty else {
            answer.notes.append("the pasted body names the region \(region); no line of the request was found to confirm it")
            return false
        }
        var evidence = EvidenceList()
        let proof = evidence.pasted()
        let why = "a pasted body holds no id, so no line could be looked for"
        let unknown = Clause<String>.unknown(.notStated, detail: why, seen: proof.numbers)
        let verdict = Verdict(
            edge: unknown, region: .inferred(region, by: Rule.pastedBody.name, from: proof, confidence: nil), provider: unknown,
            model: unknown, location: unknown)
        answer.routes = [Route(request: RequestSummary(), verdict: verdict, hops: [], attempts: [])]
        answer.evidence = try named(evidence.lines)
        answer.outcome = .found
        return true
    }
}
