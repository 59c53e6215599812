import Foundation

/// What a shard looks like of which no line is a record: the name of what wraps or spells its lines, and the command
/// that undoes it.
struct Likeness: Sendable, Equatable {
    var name: String
    var command: String

    /// So many rejected lines of a shard are looked at, and of each so many bytes.
    static let mostLines = 8
    static let longestLine = 1 << 16
    /// Patterns may look again and again at what they look at.
    private static let longestText = 1 << 10

    /// In a sentence, for the hint of a failure.
    var hint: String { "it looks like \(name): \(command)" }

    /// By one line; `nil` where it looks like nothing in particular. It never keeps any of its text.
    init?(_ line: UnsafeRawBufferPointer) {
        guard line.count <= Likeness.longestLine else { return nil }
        let found =
            line.first == UInt8(ascii: "{")
            ? Likeness.ofObject(line) : Likeness.ofText(String(decoding: line.prefix(Likeness.longestText), as: UTF8.self))
        guard let found else { return nil }
        self = found
    }

    private init(_ name: String, _ command: String) {
        (self.name, self.command) = (name, command)
    }

    /// Keys that an object of some kind has at its top, and what its records lie in.
    private static let objects: [(keys: [String], likeness: Likeness)] = [
        // https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector
        (["event", "time"], Likeness("events for Splunk", "jq -c .event FILE")),
        (["event", "sourcetype"], Likeness("events for Splunk", "jq -c .event FILE")),
        (["event", "source"], Likeness("events for Splunk", "jq -c .event FILE")),
        (["event", "host"], Likeness("events for Splunk", "jq -c .event FILE")),
        (["preview", "result"], Likeness("an export of Splunk", "jq -r .result._raw FILE")),
        // https://cloud.google.com/pubsub/docs/push#receive_push
        (["message", "subscription"], Likeness("pushes of Pub/Sub", "jq -r '.message.data | @base64d' FILE")),
        (["ackId", "message"], Likeness("messages of Pub/Sub", "jq -r '.message.data | @base64d' FILE")),
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
        (["logEvents", "logGroup"], Likeness("batches of CloudWatch Logs", "jq -r '.logEvents[].message' FILE")),
        (["streams"], Likeness("a push to Loki", "jq -r '.streams[].values[][1]' FILE")),
        (["labels", "line"], Likeness("lines out of Loki", "jq -r .line FILE")),
        (["resourceLogs"], Likeness("logs in OTLP", "jq -r '.resourceLogs[].scopeLogs[].logRecords[].body.stringValue' FILE")),
        (["hits"], Likeness("an answer of Elasticsearch", "jq -c '.hits.hits[]._source' FILE")),
        (
            ["rawResponse"],
            Likeness("an answer of Elasticsearch that Kibana shows", "jq -c '.rawResponse.hits.hits[]._source' FILE")
        ),
        (["responses"], Likeness("answers of Elasticsearch", "jq -c '.responses[].hits.hits[]._source' FILE")),
        (["_index", "_source"], Likeness("documents of Elasticsearch", "jq -c ._source FILE")),
        (["_source"], Likeness("documents of Elasticsearch", "jq -c ._source FILE")),
        // Of `fields` no record can be made: what is long or was never mapped lacks, and moments are cut to milliseconds.
        // https://github.com/elastic/kibana/issues/95946, https://github.com/elastic/elasticsearch/issues/74121
        (
            ["fields", "_index"],
            Likeness(
                "hits of Elasticsearch without their documents", "ask for _source too, which newer versions of Kibana show as JSON")
        ),
        (["entries"], Likeness("an answer of Cloud Logging", "jq -c '.entries[]' FILE")),
        (["result", "success"], Likeness("an answer of Cloudflare's API", "jq -c '.result[]' FILE")),
        (["specversion", "data"], Likeness("CloudEvents", "jq -c .data FILE")),
        (["short_message", "version"], Likeness("messages in GELF", "jq -r .short_message FILE")),
        (["MESSAGE"], Likeness("systemd's journal", "jq -r .MESSAGE FILE")),
        (["log", "stream", "time"], Likeness("the log of a Docker container", "jq -j .log FILE")),
        (["@timestamp", "message"], Likeness("what Filebeat or Logstash wrote", "jq -r .message FILE")),
    ]

    private static func ofObject(_ line: UnsafeRawBufferPointer) -> Likeness? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return ofBraces(line) }
        return objects.first { row in row.keys.allSatisfy { object[$0] != nil } }?.likeness
    }

    /// Of what has braces and is no JSON.
    private static func ofBraces(_ line: UnsafeRawBufferPointer) -> Likeness? {
        let text = String(decoding: line.prefix(longestText), as: UTF8.self)
        // https://github.com/elastic/kibana/issues/285980
        if text.contains(#": """"#) {
            return Likeness("what Kibana's console shows", "turn off triple quotes in its settings and copy it again")
        }
        return text.contains(#"" => "#)
            ? Likeness("what Logstash or Ruby prints for people", "print it as JSON (codec json_lines)") : nil
    }

    /// What a line of text is matched with, from its beginning.
    private static let texts: [(pattern: String, likeness: Likeness)] = [
        (
            #"(---|[a-z][A-Za-z0-9]*:|(insertId|logName|timestamp|httpRequest): .*)\s*$"#,
            Likeness("YAML", "export it as JSON (gcloud logging read --format=json)")
        ),
        (
            #"<(\?xml|!DOCTYPE|html|Error>|Code>)"#,
            Likeness("a page of HTML or XML, perhaps an error's", "copy the log again and look at what was answered")
        ),
        (#"\S+T\S+ (stdout|stderr) [FP] "#, Likeness("the log of a container runtime (CRI)", "cut -d' ' -f4- FILE")),
        (#"\S+ +\| "#, Likeness("what docker compose prints", "docker compose logs --no-log-prefix")),
        // https://github.com/systemd/systemd/issues/16202
        (#"__CURSOR="#, Likeness("the journal in its export format", "journalctl --all --output=json")),
        // https://github.com/fluent/fluent-bit/issues/1284
        (#"\[\d+\] \S+: \[\[?\d+\.\d+"#, Likeness("what Fluent Bit prints for people", "set its Format to json_lines")),
        (
            #"\S+: ?\[\d+(\.\d+)?, ?\{"#,
            Likeness("a file of Fluent Bit with tags", #"sed -E 's/^[^[]*\[[0-9.]+, *(.*)\]$/\1/' FILE"#)
        ),
        (#"data: ?\{"#, Likeness("a stream of events", "sed -n 's/^data: *//p' FILE")),
        (#"\d{4}-\d\d-\d\dT\S+ +\{"#, Likeness("objects with a time in front", "cut -d' ' -f2- FILE")),
        (#"[^{"]+\{""#, Likeness("objects with a text in front", "sed 's/^[^{]*//' FILE")),
        (#"[A-Za-z_.]+=("[^"]*"|\S*) [A-Za-z_.]+="#, Likeness("logfmt", "export it as JSON")),
    ]

    private static func ofText(_ line: String) -> Likeness? {
        if line.utf8.withContiguousStorageIfAvailable({ isTableHeader(UnsafeRawBufferPointer($0)) }) ?? false {
            return Likeness("a table (CSV)", "export it as JSON, an object a line")
        }
        return texts.first { row in
            line.range(of: row.pattern, options: [.regularExpression, .anchored]) != nil
        }?.likeness
    }
}
