package import LogRecords
import TraceRoutes

/// What a rule or a cause means, for somebody who met its name in an answer.
package struct Meaning: Sendable, Equatable {
    /// Of which of the two closed lists it is.
    package enum Kind: String, Sendable, CaseIterable {
        case rule, cause
    }

    package var name: String
    package var kind: Kind
    /// What it concludes, or why something is not there.
    package var says: String
    /// From which line, or what tells it from its neighbours in the list.
    package var from: String
    /// The most that a rule may claim.
    package var strongest: Basis?
    /// The vendor's page.
    package var page: String?

    init(_ rule: Rule) {
        let words = RuleWords.words(rule.code)
        (name, kind, says, from) = (rule.code.rawValue, .rule, words.concludes, words.from)
        (strongest, page) = (rule.strongest, rule.page)
    }

    init(_ cause: Cause) {
        (name, kind, says, from) = (cause.rawValue, .cause, Words.cause(cause), RuleWords.words(cause))
    }

    /// Rules as they stand in their list, then causes.
    package static let all: [Meaning] = Rule.all.map(Meaning.init) + Cause.allCases.map(Meaning.init)

    /// Those of this name, however its words are parted: a rule and a cause may be called alike.
    ///
    /// The one that is spelt so comes first.
    package static func named(_ word: String) -> [Meaning] {
        func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter } }
        guard !word.contains(where: \.isNumber) else { return [] }
        let found = all.filter { plain($0.name) == plain(word) }
        return found.filter { $0.name == word } + found.filter { $0.name != word }
    }
}
