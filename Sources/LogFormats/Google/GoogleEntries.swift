import LogRecords

package let googleFormats: [LogFormat] = googleSplitPieces + googleLoadBalancers + googleCloudRun

/// The later pieces of an entry that was too large (`split.index` 1 and on) repeat what the first one said of the
/// request.
/// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#logsplit
private let googleSplitPieces = [
    LogFormat(
        name: "google.log_entry", vantage: .balancer, requires: ["split.uid", "logName"],
        matches: [ValueTest("split.index", .isNumber(1...Int64.max))], outcome: .notARequest)
]

/// Whatever else Cloud Logging writes: audit logs, virtual machines, system messages, application lines of no known
/// format.
///
/// To be tried after every format whose lines may lie in an entry.
package let googleOtherEntries = [
    LogFormat(
        name: "google.log_entry", vantage: .balancer, requires: ["logName", "resource.type"],
        anyOf: ["textPayload", "jsonPayload", "protoPayload", "httpRequest", "insertId", "timestamp"], outcome: .notARequest,
        envelopes: [wholeEntryUnderJSON])
]

/// Kibana shows a whole entry under `json.`.
let wholeEntryUnderJSON = Envelope(prefix: "json", requires: ["json.logName"], fields: [])

/// An entry's identity: exports may deliver it twice. The log's name holds the project.
/// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
let entryIdentity: [IdentityPart] = [
    .init("logName", .percentEncoded), .init("timestamp", .instant), .init("insertId", .text),
]

/// What every entry about a request says. Sizes are texts, `latency` ends in `s`, `remoteIp` may have a port;
/// `timestamp` is the start.
/// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest
let httpRequestFields: [FieldMapping] = [
    .init("timestamp", .started, read: .utcInstant),
    .init("httpRequest.latency", .duration, read: .seconds),
    .init("httpRequest.requestMethod", .method, read: .term),
    .init("httpRequest.requestUrl", .host, read: .hostTerm),
    .init("httpRequest.requestUrl", .path, read: .pathTerm),
    // 0 where the client left before there was a status.
    FieldMapping("httpRequest.status", .status, read: .integer).when("httpRequest.status", .isNumber(1...999)),
    .init("httpRequest.requestSize", .bytesIn, read: .integer),
    .init("httpRequest.responseSize", .bytesOut, read: .integer),
    .init("httpRequest.remoteIp", .clientAddress, read: .addressTerm),
    .init("httpRequest.userAgent", .userAgent, read: .term),
    .init("trace", .traceID, read: .googleTrace),
    .init("spanId", .spanID, read: .span),
]
