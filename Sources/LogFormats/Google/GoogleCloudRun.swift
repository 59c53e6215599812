import LogRecords

/// Cloud Run's request log: the proof of the region, because `location` is where the container that answered ran.
///
/// An application may put an `httpRequest` into its own entries too; only the log `requests` is Cloud Run's word.
/// https://cloud.google.com/run/docs/logging
let googleCloudRun: [LogFormat] = [
    LogFormat(
        name: "google.cloud_run", vantage: .gateway, requires: ["httpRequest.requestUrl"],
        matches: [
            ValueTest("resource.type", .equals("cloud_run_revision")),
            ValueTest("logName", .isLog("run.googleapis.com/requests")),
        ], fields: cloudRunFields, identity: entryIdentity, envelopes: [wholeEntryUnderJSON], place: .runtime)
]

private let cloudRunFields: [FieldMapping] =
    httpRequestFields + [
        .init("resource.labels.location", .region, read: .regionTerm),
        .init(constant: "record", .regionSource),
        .init("resource.labels.service_name", .service, read: .term),
        .init("resource.labels.revision_name", .revision, read: .term),
        .init("labels.instanceId", .gatewayInstance, read: .term),
    ]
