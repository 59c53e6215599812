import LogRecords

extension Rule {
    /// The edge's own line names the colo that served the client.
    ///
    /// Needs Cloudflare's line of the request, with EdgeColoCode.
    static let edgeLine = Rule(
        .edgeLine, strongest: .observed,
        page: "https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/")

    /// The colos that these edge lines name, each with its lines.
    static func colosOfEdge(_ edges: [JoinedRecord]) -> [Finding] {
        grouped(edges) { $0.sighting.colo }.map { Finding($0.value, by: edgeLine, in: $0.records) }
    }
}

/// The different values that records state, in the order found.
func grouped(_ records: [JoinedRecord], by value: (JoinedRecord) -> String?) -> [(value: String, records: [JoinedRecord])] {
    var groups: [(value: String, records: [JoinedRecord])] = []
    for record in records {
        guard let value = value(record) else { continue }
        if let index = groups.firstIndex(where: { $0.value == value }) {
            groups[index].records.append(record)
        } else {
            groups.append((value, [record]))
        }
    }
    return groups
}
