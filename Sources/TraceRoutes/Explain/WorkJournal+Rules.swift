import LogRecords

extension WorkJournal {
    /// Notes what rules found for a clause, whether it is taken or not.
    func ruled(_ clause: WorkStep.ClauseName, _ findings: [Finding]) {
        for finding in findings {
            let step = WorkStep.ruled(
                clause, finding.rule.code, value: finding.value, basis: finding.basis,
                lines: finding.records.map(\.sighting.place))
            note(step, finding.records)
        }
    }

    /// Notes what each clause says in the end.
    func concluded(_ verdict: Verdict) {
        let clauses: [(WorkStep.ClauseName, Clause<String>)] = [
            (.edge, verdict.edge), (.region, verdict.region), (.provider, verdict.provider), (.model, verdict.model),
            (.location, verdict.location),
        ]
        for (name, clause) in clauses {
            note(.concluded(name, value: clause.value, basis: clause.basis, cause: clause.cause, rule: clause.rule))
        }
    }
}
