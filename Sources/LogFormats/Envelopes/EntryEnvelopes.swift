import LogRecords

/// Cloud Logging's `LogEntry` around a gateway's line, as a sink, `gcloud logging read` or Kibana (under `json.`)
/// writes it.
///
/// The region that it names is the envelope's word, not the line's: Cloud Run and Kubernetes Engine know where the
/// container runs.
/// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
package let gatewayEnvelopes: [Envelope] = gatewayEntries + entries("json.")

/// Those alone that no store has put under a key of its own.
let gatewayEntries: [Envelope] = entries("")

private func entries(_ root: String) -> [Envelope] { [cloudRunEnvelope(root), kubernetesEnvelope(root), plainEnvelope(root)] }

/// The same around a line of GitLab's monolith, whose place is no gateway's region. Kibana also shows such a line right
/// under `json.`.
package let monolithEnvelopes: [Envelope] = [
    plainEnvelope(""), plainEnvelope("json."),
    Envelope(prefix: "json", requires: ["json.time"], fields: []),
]

/// https://cloud.google.com/run/docs/logging
private func cloudRunEnvelope(_ root: String) -> Envelope {
    Envelope(
        prefix: path(root, "jsonPayload"), requires: [path(root, "logName"), path(root, "resource.labels.location")],
        matches: [ValueTest(path(root, "resource.type"), .equals("cloud_run_revision"))],
        fields: placeFields(root) + entryFields(root) + [
            .init(path(root, "resource.labels.service_name"), .service, read: .term),
            .init(path(root, "resource.labels.revision_name"), .revision, read: .term),
            .init(path(root, "labels.instanceId"), .gatewayInstance, read: .term),
        ])
}

/// The location of a cluster is a region, or a zone when all its machines stand in one.
/// https://cloud.google.com/monitoring/api/resources#tag_k8s_container
private func kubernetesEnvelope(_ root: String) -> Envelope {
    Envelope(
        prefix: path(root, "jsonPayload"), requires: [path(root, "logName"), path(root, "resource.labels.location")],
        matches: [ValueTest(path(root, "resource.type"), .isOneOf(["k8s_container", "k8s_pod"]))],
        fields: placeFields(root) + entryFields(root) + [
            .init(path(root, "resource.labels.location"), .zone, read: .zoneTerm),
            .init(path(root, "resource.labels.container_name"), .service, read: .term),
            .init(path(root, "resource.labels.pod_name"), .gatewayInstance, read: .term),
        ])
}

/// An entry of any other resource says nothing about the gateway's place that would be proof.
private func plainEnvelope(_ root: String) -> Envelope {
    Envelope(prefix: path(root, "jsonPayload"), requires: [path(root, "logName")], fields: entryFields(root))
}

private func placeFields(_ root: String) -> [FieldMapping] {
    let location = path(root, "resource.labels.location")
    return [
        .init(location, .region, read: .regionTerm),
        .init(location, .envelopeRegion, read: .regionTerm),
        .init(constant: "envelope", .regionSource),
    ]
}

private func entryFields(_ root: String) -> [FieldMapping] {
    [
        .init(path(root, "trace"), .traceID, read: .googleTrace),
        .init(path(root, "spanId"), .spanID, read: .span),
        // The agent lifts the line's own time into the entry; then the entry's is the moment at which the line was written.
        FieldMapping(path(root, "timestamp"), .ended, read: .utcInstant)
            .when(path(root, "jsonPayload.timestamp"), .isAbsent)
            .when(path(root, "jsonPayload.time"), .isAbsent)
            .when(path(root, "jsonPayload.ts"), .isAbsent),
    ]
}

private func path(_ root: String, _ rest: String) -> KeyPath { KeyPath(stringLiteral: root + rest) }
