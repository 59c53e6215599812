import LogRecords

extension Rule {
    /// The gateway's own record states its region and what it called.
    ///
    /// Needs the gateway's own record of the request (waybill-log(5)).
    static let gatewayRecord = Rule(.gatewayRecord, strongest: .observed)

    /// The region that the gateway's record itself states, not what is around it.
    static func regionOfRecord(_ hop: GatewayHop) -> [Finding] {
        grouped(hop.applications) { $0.sighting.regionSource == "envelope" ? nil : $0.sighting.region }
            .map { Finding($0.value, by: gatewayRecord, in: $0.records) }
    }
}
