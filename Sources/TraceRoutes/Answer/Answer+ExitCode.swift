extension Answer {
    /// What a program that prints this answer exits with: 0 found, 1 not there, 3 not found while coverage has holes.
    package var exitCode: Int32 {
        switch outcome {
        case .found, .ambiguous: 0
        case .notFound, .expired: coverage.complete ? 1 : 3
        }
    }
}

extension FindAnswer {
    /// A list is what was searched for: over holes it is 3, with rows or without. An empty one is "not there" only
    /// where everything expected was searched.
    package var exitCode: Int32 {
        if coverage.hasHoles { return 3 }
        return rows.isEmpty ? (coverage.complete ? 1 : 3) : 0
    }
}
