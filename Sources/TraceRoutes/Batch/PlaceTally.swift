package import LogRecords
import Places

/// How many rows are of a place in Europe, outside, or nobody knows where.
package struct PlaceTally: Sendable, Equatable {
    /// Why a row has no place.
    package enum Reason: Hashable, Sendable {
        case cause(Cause)
        case conflict
        /// Not found, where logs are missing or may be.
        case perhapsNotLoaded
        /// Requests of one row that were handled here and there, or of which not all are known.
        case several
        /// No table says where the place of that name is.
        case unknownPlace
        case outcome(BatchRow.Outcome)
    }

    package private(set) var europe = 0
    package private(set) var outside = 0
    /// Known to have no place: an edge answered, no provider was called.
    package private(set) var none = 0
    package private(set) var unknown: [Reason: Int] = [:]
    /// Rows by the name of their place, where they have one.
    package private(set) var names: [String: Int] = [:]

    private var places: [String: Bool?] = [:]

    /// Names that are counted one by one; logs may hold any number.
    package static let mostNames = 1000

    package var unknownCount: Int { unknown.values.reduce(0, +) }

    mutating func add(_ clause: BatchRow.Clause, of row: BatchRow) {
        if let name = clause.values.first, clause.values.count == 1, names[name] != nil || names.count < Self.mostNames {
            names[name, default: 0] += 1
        }
        if clause.isAbsent {
            none += 1
        } else if let reason = Self.reason(clause, row) {
            unknown[reason, default: 0] += 1
        } else {
            let places = Set(clause.values.map { isInEurope($0) })
            switch places.count == 1 ? places.first ?? nil : nil {
            case true?: europe += 1
            case false?: outside += 1
            case nil: unknown[places.contains(nil) ? .unknownPlace : .several, default: 0] += 1
            }
        }
    }

    /// Why nothing can be said of where the requests of a row were handled; `nil` where something can.
    private static func reason(_ clause: BatchRow.Clause, _ row: BatchRow) -> Reason? {
        switch row.outcome {
        case .notFound where row.cause == .notLoaded: return .perhapsNotLoaded
        case .notFound, .expired, .noID, .mangled, .empty: return .outcome(row.outcome)
        case .found, .ambiguous, .partlyFound: break
        }
        if clause.basis == .conflict { return .conflict }
        // Of several requests each must be known.
        if row.requests != 1, clause.values.isEmpty || clause.basis == .unknown || row.hasMore { return .several }
        return clause.values.isEmpty ? .cause(clause.cause ?? .notStated) : nil
    }

    /// The tables are searched once for a name.
    private mutating func isInEurope(_ name: String) -> Bool? {
        if let known = places[name] { return known }
        let place = Places.isInEurope(name)
        if places.count < Self.mostNames { places[name] = .some(place) }
        return place
    }
}
