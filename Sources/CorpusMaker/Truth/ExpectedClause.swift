/// What a tool may say of one clause when it has only the lines that are there.
struct ExpectedClause {
    /// Shown by a line: it has to be found, as observed, with one of `lines`.
    var value: String?
    var lines: [String] = []
    /// Also right: what follows, or what a careful reading of the times gives; never demanded.
    var may: [String] = []
    /// The causes that are right when there is no value.
    var causes: [String] = []

    static func shown(_ value: String, by lines: [WrittenLine]) -> ExpectedClause {
        ExpectedClause(value: value, lines: lines.flatMap(\.placement.places))
    }

    static func absent(_ causes: [String], may: [String] = []) -> ExpectedClause {
        ExpectedClause(may: may, causes: causes)
    }
}

/// One id as a customer would quote it, and what can be answered.
struct Ask {
    var id: LineIdentifier
    /// As it is pasted: a ray may carry its colo, a UUID may be in capitals.
    var text: String
    var outcomes: [String]
    /// Identifiers that no other request of the story has: they tell this request's route from the others'.
    var own: [String]
    var clauses: [(name: ClauseName, expected: ExpectedClause)]
}
