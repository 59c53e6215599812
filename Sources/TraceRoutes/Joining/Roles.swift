import LogRecords

/// What kinds of lines a group holds. Each is a place that a request passes, in this order; the monolith is a caller
/// beside them.
struct Roles: OptionSet, Hashable {
    let rawValue: Int
    static let edge = Roles(rawValue: 1)
    static let balancer = Roles(rawValue: 2)
    static let cloudRun = Roles(rawValue: 4)
    static let application = Roles(rawValue: 8)
    static let calls = Roles(rawValue: 16)
    static let monolith = Roles(rawValue: 32)
    static let gateway: Roles = [.cloudRun, .application]
    /// The places that one request passes once, from the outside in.
    static let places: [Roles] = [.edge, .balancer, .cloudRun, .application]

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    init(_ record: JoinedRecord) {
        switch record.vantage {
        case .edge: self = .edge
        case .balancer: self = .balancer
        case .gateway: self = record.isCloudRun ? .cloudRun : .application
        case .provider: self = .calls
        case .monolith: self = .monolith
        }
    }

    var vantages: Set<Vantage> {
        var vantages: Set<Vantage> = []
        if contains(.edge) { vantages.insert(.edge) }
        if contains(.balancer) { vantages.insert(.balancer) }
        if !isDisjoint(with: .gateway) { vantages.insert(.gateway) }
        if contains(.calls) { vantages.insert(.provider) }
        if contains(.monolith) { vantages.insert(.monolith) }
        return vantages
    }
}
