package import LogRecords

/// Answers questions about requests from what a store holds. Pure: it knows no clock and no file.
///
/// The ledger is always read before the store is searched: what is called loaded was there to be searched.
package struct Tracer<Store: RecordReader> {
    /// Routes that an answer lists; the oldest first.
    package static var mostRoutes: Int { 50 }

    let store: Store
    /// Where a part of an id is looked for that carries no time; `nil`: on the newest day.
    let about: TimeRange?
    /// When it is asked; `nil`: nothing is called overdue.
    let now: Instant?
    /// Whether what is not found is held against what resembles it, which takes longer than looking for it.
    let suggests: Bool
    /// Takes down what is done; `nil`: nobody asked how.
    let journal: WorkJournal?
    private let loaded = LoadedLedger()

    package init(store: Store, about: TimeRange? = nil, now: Instant? = nil, suggests: Bool = true) {
        self.init(store: store, about: about, now: now, suggests: suggests, journal: nil)
    }

    init(store: Store, about: TimeRange?, now: Instant?, suggests: Bool = true, journal: WorkJournal?) {
        (self.store, self.about, self.now, self.suggests, self.journal) = (store, about, now, suggests, journal)
    }

    /// The answer to the first id of a paste.
    package func answer(_ paste: String) throws -> Answer {
        guard let first = try answers(paste).first else { preconditionFailure("every paste is answered") }
        return first
    }

    /// An answer for every id of a paste, in their order; those that lead to the same requests have one.
    package func answers(_ paste: String) throws -> [Answer] {
        try require(.findsByIdentifier)
        let question = Question(paste)
        var answers = AnswerList(question)
        // What is only perhaps an id is asked for where the others leave something open.
        for block in question.blocks where !block.isGuess || answers.leaveOpen { try ask(block, question, &answers) }
        if answers.isEmpty { answers.add(try ask([], question).answer) }
        return answers.list
    }

    /// Asks for what is most specific of ids that were told together, then for those that this did not lead to.
    private func ask(_ block: Question.Block, _ question: Question, _ answers: inout AnswerList) throws {
        var rest = block.candidates
        var first: Int?
        while !rest.isEmpty {
            let asked = try ask(rest, question)
            guard !asked.ids.isEmpty else {
                if let first {
                    answers.note(unfound: rest, in: first)
                } else if !block.isGuess || answers.isEmpty {
                    answers.add(asked.answer)
                }
                return
            }
            if block.isGuess, first == nil { answers.dropUnfoundTexts() }
            let index = answers.add(asked)
            first = first ?? index
            rest = rest.filter { !asked.ids.contains($0.id) && !$0.keys.isEmpty }
            // Beside a request its customer is no question.
            rest.indices.forEach { rest[$0].isInstance = false }
        }
    }

    /// The answer to ids that are told together, and to which of them.
    private func ask(_ candidates: [Candidate], _ question: Question) throws -> BlockAnswer {
        let near = try loaded.ledger(of: store, near: try moment(of: candidates))
        let mark = journal?.steps.count ?? 0
        if let answered = try ask(candidates, question, near) { return answered }
        journal?.forget(from: mark)
        guard let answered = try ask(candidates, question, ledger()) else {
            preconditionFailure("the whole ledger knows every shard")
        }
        return answered
    }

    /// Near which moment the answer will be: what the id says, or where it is found. What this finds is no answer, as
    /// the ledger was not read before it; it spares reading the ledger of all other times.
    private func moment(of candidates: [Candidate]) throws -> Instant? {
        guard let first = candidates.first, can(.knowsShards) else { return nil }
        if let time = first.reading.time { return time }
        return try store.sightings(carrying: first.keys, on: .all, limit: 1).sightings.first?.filed
    }

    /// `nil`: the ledger does not know every shard that the answer would speak of.
    private func ask(_ candidates: [Candidate], _ question: Question, _ ledger: Ledger) throws -> BlockAnswer? {
        guard let hit = try Search(store: store, journal: journal).hit(candidates) else {
            return try unfound(candidates, question, ledger)
        }
        return try found(hit, candidates, question, ledger)
    }

    /// What the ledger says of what can be read; whatever was asked of the store until now may have met a part that
    /// cannot.
    func readable(_ ledger: Ledger) -> Ledger { ledger.without(store.unreadable) }

    /// A note for each part of the store that could not be asked.
    func notes(of coverage: Coverage) -> [Note] { coverage.unreadable.map(Note.unreadablePart) }

    /// The lines with the names and digests that the store's ledger has of their shards.
    func named(_ lines: [EvidenceLine]) throws -> [EvidenceLine] {
        guard can(.knowsShards) else { return lines }
        let entries = try entries(Set(lines.compactMap(\.place?.shard)))
        return lines.map { line in
            var line = line
            let entry = line.place.flatMap { entries[$0.shard] }
            (line.shard, line.digest) = (entry?.path, entry?.digest)
            return line
        }
    }

    /// The ledger's entries of these shards, and of others that were asked for before.
    func entries(_ shards: Set<Int64>) throws -> [Int64: ShardEntry] { try loaded.entries(shards, of: store) }

    /// The whole ledger.
    func ledger() throws -> Ledger { try loaded.ledger(of: store) }
}
