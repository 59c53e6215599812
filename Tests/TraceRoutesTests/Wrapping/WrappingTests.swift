import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// An id that is there is found, whatever came with it into the paste; one that is damaged is suggested, and no other
/// is answered.
struct WrappingTests {
    private let tracer: Tracer<InMemoryStore>
    private let ids: [WrappedStore.ID]

    init() {
        var dice = Dice.throwing("a store of ids")
        let store = WrappedStore(Dice.count(2, soak: 6), &dice)
        tracer = store.story.tracer
        ids = store.ids
    }

    @Test(arguments: Wrapping.all)
    func `an id is found in every wrapping`(_ wrapping: Wrapping) throws {
        var dice = Dice.throwing(wrapping.description)
        for id in ids where admits(wrapping, id) {
            for _ in 0..<Dice.count(1, soak: 300) {
                let paste = wrapping.wrap(id.text, &dice)
                let answers = try tracer.answers(paste)
                #expect(
                    answers.contains { $0.isAbout(id.request) }, "\(id.kind) \(id.text) in \(wrapping): \(paste.debugDescription)")
                let others = answers.filter { $0.outcome == .found && !$0.isAbout(id.request) }
                #expect(others.isEmpty, "\(id.kind) \(id.text) in \(wrapping): \(paste.debugDescription)")
            }
        }
    }

    @Test func `two wrappings are undone too`() throws {
        var dice = Dice.throwing("two wrappings")
        let once = Wrapping.all.filter { $0.reach == .withoutLabel && !$0.description.contains("mail") }
        for _ in 0..<Dice.count(60, soak: 60_000) {
            let id = dice.element(of: ids.filter { !$0.needsLabel })
            let (inner, outer) = (
                dice.element(of: once.filter { !$0.description.contains("character") }),
                dice.element(
                    of: once.filter {
                        $0.description.contains("around") || $0.description.contains("besid")
                            || $0.description.contains("any other")
                    })
            )
            let paste = outer.wrap(inner.wrap(id.text, &dice), &dice)
            #expect(
                try tracer.answers(paste).contains { $0.isAbout(id.request) },
                "\(id.kind) \(id.text) in \(inner) in \(outer): \(paste.debugDescription)")
        }
    }

    @Test func `a damaged id is answered by no other, and one slip is suggested`() throws {
        var dice = Dice.throwing("damaged ids")
        var (suggested, asked) = (0, 0)
        for id in ids where !id.needsLabel {
            for _ in 0..<Dice.count(2, soak: 400) {
                let (damaged, isSlip) = damage(id.text, &dice)
                guard damaged != id.text else { continue }
                let answers = try tracer.answers(damaged)
                let wrong = answers.filter { $0.outcome == .found && !$0.isAbout(id.request) }
                #expect(wrong.isEmpty, "\(id.kind) \(id.text) as \(damaged)")
                guard isSlip, id.isDigits, !answers.contains(where: { $0.isAbout(id.request) }) else { continue }
                asked += 1
                let near = answers.flatMap(\.suggestions).contains { CanonicalIdentifier($0.value) == CanonicalIdentifier(id.text) }
                suggested += near ? 1 : 0
                #expect(near, "\(id.kind) \(id.text) as \(damaged)")
            }
        }
        print("one slip: \(suggested) of \(asked) suggested")
    }

    @Test func `the beginning of an id leads to it`() throws {
        var dice = Dice.throwing("beginnings")
        for id in ids where id.isDigits && !id.text.contains("-") {
            // Sixteen digits are an id of their own.
            let length = 8 + dice.below(id.text.count - 8)
            let typed = String(id.text.prefix(length == 16 ? 15 : length))
            let answer = try tracer.answer(dice.below(2) == 0 ? typed : typed + "…")
            #expect(answer.outcome == .notFound, "\(id.kind) \(id.text) as \(typed)")
            #expect(
                answer.suggestions.contains { $0.value.lowercased().hasPrefix(typed.lowercased()) },
                "\(id.kind) \(id.text) as \(typed)")
        }
    }

    private func admits(_ wrapping: Wrapping, _ id: WrappedStore.ID) -> Bool {
        switch wrapping.reach {
        case .every: true
        case .withoutLabel: !id.needsLabel
        case .digits: id.isDigits
        case .hexadecimal: id.isHexadecimal
        }
    }

    private func damage(_ text: String, _ dice: inout SeededDice) -> (text: String, isSlip: Bool) {
        var characters = Array(text)
        // What stands behind a ray's dash is no part of it.
        let digits = text.contains("-") && text.utf8.count == 20 ? 16 : characters.count
        let place = dice.below(digits - 1)
        switch dice.below(5) {
        case 0: characters.remove(at: place)
        case 1: characters.insert(dice.element(of: Array("0123456789abcdef")), at: place)
        case 2: characters[place] = dice.element(of: Array("0123456789abcdef"))
        case 3: characters.swapAt(place, place + 1)
        default:
            for _ in 0..<3 { characters[dice.below(digits)] = dice.element(of: Array("0123456789abcdef")) }
            return (String(characters), false)
        }
        // A dash at another place is no digit.
        return (String(characters), characters[place] != "-" && text.utf8.count < 36)
    }
}

extension Answer {
    fileprivate func isAbout(_ id: String) -> Bool {
        routes.contains { $0.request.ids.values.contains { $0.contains(id) } }
    }
}
