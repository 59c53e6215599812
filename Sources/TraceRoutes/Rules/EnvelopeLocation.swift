import LogRecords

extension Rule {
    /// The entry that Cloud Logging wrapped around the gateway's line is labelled with the region in which that line
    /// was written.
    ///
    /// Needs a line of the gateway inside Cloud Run's log entry.
    static let envelopeLocation = Rule(
        .envelopeLocation, strongest: .observed,
        page: "https://cloud.google.com/logging/docs/structured-logging")

    /// The regions of the entries around the hop's lines, those of its model calls too: the same program wrote them.
    static func regionOfEnvelopes(_ hop: GatewayHop) -> [Finding] {
        grouped(hop.applications + hop.calls) { record in
            record.sighting.envelopeRegion ?? (record.sighting.regionSource == "envelope" ? record.sighting.region : nil)
        }.map { Finding($0.value, by: envelopeLocation, in: $0.records) }
    }
}
