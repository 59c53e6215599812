import LogRecords

extension Rule {
    /// A regional balancer sends only to backends of its region. A global one says `global`, which is no region:
    /// decoders leave it out.
    ///
    /// Needs a regional load balancer's line, with resource.labels.region.
    static let regionalBalancerLabel = Rule(
        .regionalBalancerLabel, strongest: .observed,
        page: "https://cloud.google.com/load-balancing/docs/https/https-reg-logging-monitoring")

    /// The regions that regional balancers' lines are labelled with.
    static func regionOfBalancer(_ balancers: [JoinedRecord]) -> [Finding] {
        grouped(balancers) { $0.sighting.region }.map { Finding($0.value, by: regionalBalancerLabel, in: $0.records) }
    }
}
