import LogRecords

extension Rule {
    /// Lines of one id that fit nothing else are one request's if the clocks of their systems differ by so much:
    /// likely, and not seen.
    ///
    /// Needs lines that share an id and nest in each other only if their clocks differ by up to 5 s.
    static let clocksDiffer = Rule(.clocksDiffer, strongest: .inferred)
}

extension Verdict {
    /// Each statement as an inference, where lines are one request's only if clocks differ; whichever of its ids was
    /// asked.
    func weakened(ifClocksDifferBy shift: Int64?) -> Verdict {
        guard let shift else { return self }
        func weakened(_ clause: Clause<String>) -> Clause<String> {
            clause.weakened(by: Rule.clocksDiffer.name, because: .clocksDiffer(byNanoseconds: shift))
        }
        return Verdict(
            edge: weakened(edge), region: weakened(region), provider: weakened(provider), model: weakened(model),
            location: weakened(location))
    }
}
