package import LogRecords

/// What `trace stats` tells requests apart by, as the option and the outputs name it.
package enum StatsDimension: String, CaseIterable, Sendable {
    case region, colo, provider, model, requestedModel = "requested-model", location, connection, path, status, result
    case statusClass = "status-class", instance, replica, hour, day

    package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

    package var dimension: RequestCount.Dimension {
        switch self {
        case .colo: .field("edge")
        case .requestedModel: .field("requested_model")
        case .statusClass: .statusClass
        case .instance: .field("customer_instance")
        case .replica: .field("gateway_instance")
        case .hour: .hour
        case .day: .day
        case .region, .provider, .model, .location, .connection, .path, .status, .result:
            .field(rawValue)
        }
    }

    package var isTime: Bool { self == .hour || self == .day }

    /// Its column in JSON and CSV.
    var column: String { rawValue.replacing("-", with: "_") }
}
