import LogRecords

/// Takes down what is done to answer a question, where that is asked for; without one nothing is noted.
final class WorkJournal {
    /// Steps that are kept.
    static let mostSteps = 2_000

    private(set) var steps: [WorkStep] = []
    private(set) var isCut = false
    /// The formats of the lines that steps name.
    private(set) var formats: [LinePlace: String] = [:]
    private(set) var personal: Set<String> = []
    /// A pair is refused in each round in which groups grow, and told of once.
    private var refused: Set<Pair> = []

    private var lookedUp: Set<LookUp> = []

    private struct LookUp: Hashable {
        var kind, value: String
        var days: ClosedRange<Day>?
    }

    private struct Pair: Hashable {
        var one, other: LinePlace
        var why: WorkStep.Contradiction
    }

    func note(_ step: WorkStep, _ records: [JoinedRecord] = []) {
        guard steps.count < WorkJournal.mostSteps else {
            isCut = true
            return
        }
        steps.append(step)
        for record in records { formats[record.sighting.place] = record.sighting.format }
        personal.formUnion(personalTexts(records))
    }

    func joined(_ one: JoinedRecord, _ other: JoinedRecord, by link: WorkStep.Link) {
        note(.joined(one.sighting.place, other.sighting.place, by: link), [one, other])
    }

    func refused(_ one: JoinedRecord, _ other: JoinedRecord, why: WorkStep.Contradiction) {
        let (first, second) = (one.sighting.place, other.sighting.place)
        guard refused.insert(Pair(one: first, other: second, why: why)).inserted else { return }
        note(.refused(first, second, why: why), [one, other])
    }

    /// Notes a reading that was looked up; what is looked up once more on the same days is told of once.
    func lookedUp(kind: String, value: String, days: ClosedRange<Day>?, lines: Int) {
        guard lookedUp.insert(LookUp(kind: kind, value: value, days: days)).inserted else { return }
        note(.lookedUp(kind: kind, value: value, days: days, lines: lines))
    }

    /// Forgets an attempt that is begun anew.
    func forget(from mark: Int) {
        steps.removeLast(max(0, steps.count - mark))
        (refused, lookedUp) = ([], [])
    }
}
