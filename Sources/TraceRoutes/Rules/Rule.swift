package import LogRecords

/// A rule of the verdict: one file each in this folder, whose name is the rule's.
package struct Rule: Sendable {
    /// The closed list of rules; the raw value is the rule's name.
    package enum Code: String, CaseIterable, Sendable {
        case edgeLine = "edge-line"
        case gatewayRecord = "gateway-record"
        case gatewayRaySuffix = "gateway-ray-suffix"
        case cloudRunLocation = "cloud-run-location"
        case regionalBalancerLabel = "regional-balancer-label"
        case envelopeLocation = "envelope-location"
        case callAddress = "call-address"
        case callLine = "call-line"
        case accessLineModel = "access-line-model"
        case notReached = "not-reached"
        case notCalled = "not-called"
        case pastedBody = "pasted-body"
        case clocksDiffer = "clocks-differ"
    }

    package let code: Code
    /// The most that it may claim.
    package let strongest: Basis
    /// On what a value rests that this rule infers; `nil` where it infers none, or says so for each.
    package let rests: Detail?
    /// The vendor's page, where there is one.
    package let page: String?

    package var name: RuleName { RuleName(code.rawValue) }

    init(_ code: Code, strongest: Basis, rests: Detail? = nil, page: String? = nil) {
        self.code = code
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
