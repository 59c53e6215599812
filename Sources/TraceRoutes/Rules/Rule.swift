package import LogRecords

/// A rule of the verdict: one file each in this folder, whose name is the rule's.
package struct Rule: Sendable {
    package let name: RuleName
    /// The most that it may claim.
    package let strongest: Basis
    /// On what a value rests that this rule infers; `nil` where it infers none, or says so for each.
    package let rests: Detail?
    /// The vendor's page, where there is one.
    package let page: String?

    init(_ name: String, strongest: Basis, rests: Detail? = nil, page: String? = nil) {
        self.name = RuleName(name)
        self.strongest = strongest
        self.rests = rests
        self.page = page
    }

    package static let all: [Rule] = [
        .edgeLine, .gatewayRecord, .gatewayRaySuffix, .cloudRunLocation, .regionalBalancerLabel, .envelopeLocation, .callAddress,
        .callLine, .accessLineModel, .notReached, .notCalled, .pastedBody, .clocksDiffer,
    ]

    static func named(_ name: RuleName) -> Rule? { all.first { $0.name == name } }
}

/// What a rule found: a value, and the records that say so.
struct Finding {
    var value: String
    var rule: Rule
    var basis: Basis
    var records: [JoinedRecord]

    init(_ value: String, by rule: Rule, in records: [JoinedRecord], basis: Basis? = nil) {
        self.value = value
        self.rule = rule
        self.basis = basis ?? rule.strongest
        self.records = records
    }
}
