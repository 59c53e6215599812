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
    /// As for an `Answer`: an empty list is "not there" only where everything expected was searched.
    package var exitCode: Int32 {
        rows.isEmpty ? (coverage.complete ? 1 : 3) : 0
    }
}
