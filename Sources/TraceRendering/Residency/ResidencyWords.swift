import LogRecords
import TraceRoutes

/// The sentences of a residency report.
enum ResidencyWords {
    /// What the figures are, and what they are not.
    static func opening(_ answer: ResidencyAnswer) -> [String] {
        let residency = answer.residency
        let time = answer.range.map { " from \($0.from.text(digits: 0)) to \($0.to.text(digits: 0))" } ?? ""
        return [
            "Routing is by latency and by what is up, and is no guarantee of residency: this report says where calls went, and not where they have to go.",
            "Customer instance \(answer.instance.printable(limit: Longest.path))\(time): "
                + "\(answer.isWhole ? "" : "at least ")\(Words.count(residency.requests, "authenticated request")), "
                + "\(Words.count(residency.attempts, "call")) of providers = \(residency.attempts(.inside)) inside "
                + "+ \(residency.attempts(.outside)) outside + \(residency.attempts(.unknown)) unknown. "
                + "Inside is \(Words.listed(answer.allowed.map { $0.printable() }, by: "or")).",
        ]
    }

    /// What is counted apart, and on what the report rests.
    static func closing(_ answer: ResidencyAnswer) -> [String] {
        let residency = answer.residency
        var sentences: [String] = []
        if let pinned = answer.pinned {
            let others = residency.servedByOthers.sorted { $0.key < $1.key }.map { "\($0.value) by \($0.key.printable())" }
            sentences.append(
                "\(pinned.printable()) served \(Words.count(residency.servedByPinned, "request"))"
                    + (others.isEmpty
                        ? ", and no other model any that is known." : "; others served \(Words.listed(others, by: "and"))."))
        }
        if residency.withoutCall > 0 {
            sentences.append("For \(Words.count(residency.withoutCall, "request")) no provider was called.")
        }
        for (cause, count) in residency.notCovered.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            sentences.append("Not covered: of \(Words.count(count, "request")) no call is known (\(Words.cause(cause))).")
        }
        if residency.claimed > 0 {
            sentences.append(
                "Not counted: \(Words.count(residency.claimed, "request")) that only \(Words.form(residency.claimed, "claims", "claim")) to be of this instance."
            )
        }
        if answer.left.undecided > 0 {
            let count = answer.left.undecided
            sentences.append(
                "Not counted: \(Words.count(count, "request")) of that time of which no line says whose \(Words.form(count, "it is", "they are"))."
            )
        }
        if answer.left.unparted > 0 {
            sentences.append(
                "Not counted: \(Words.count(answer.left.unparted, "row")) of lines that could not be given to one request.")
        }
        let coverage = answer.basis.coverage
        let words = CoverageWords(coverage: coverage, zone: .utc)
        sentences += ReportWords.messages(answer.basis).map { "Missing: \($0)." }
        sentences.append(
            "It rests on these shards: \(words.whole.isEmpty ? "none" : words.whole)"
                + (answer.isWhole ? "; every one that should be there is loaded." : "; more may be missing than is named."))
        return sentences
    }
}
