import LogRecords

extension Rule {
    /// Cloud Run's own request log is labelled with the region of the service that answered.
    ///
    /// Needs Cloud Run's request log, with resource.labels.location.
    static let cloudRunLocation = Rule(
        .cloudRunLocation, strongest: .observed,
        page: "https://cloud.google.com/monitoring/api/resources#tag_cloud_run_revision")

    /// The regions that Cloud Run's lines of a hop are labelled with: two only where a hop was put together wrongly.
    static func regionOfCloudRun(_ hop: GatewayHop) -> [Finding] {
        grouped(hop.cloudRun) { $0.sighting.region }.map { Finding($0.value, by: cloudRunLocation, in: $0.records) }
    }
}
