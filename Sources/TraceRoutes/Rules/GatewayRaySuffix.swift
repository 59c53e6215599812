import LogRecords

extension Rule {
    /// The ray header that a gateway received ends in the colo: Cloudflare stamped it.
    ///
    /// Decoders read a colo from a record only where it says that its peer was the edge, so the header is Cloudflare's
    /// and no client's.
    ///
    /// Needs a gateway's record with the Cf-Ray header of a trusted peer.
    static let gatewayRaySuffix = Rule(
        .gatewayRaySuffix, strongest: .observed,
        page: "https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/")

    /// The colos that gateways read from the ray headers they received.
    static func colosOfGateways(_ gateways: [JoinedRecord]) -> [Finding] {
        grouped(gateways) { $0.sighting.colo }.map { Finding($0.value, by: gatewayRaySuffix, in: $0.records) }
    }
}
