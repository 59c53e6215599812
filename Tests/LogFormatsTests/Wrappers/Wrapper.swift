import Foundation
import Testing

/// A wrapper as its program writes it around a line.
struct Wrapper: CustomTestStringConvertible, Sendable {
    let name: String
    let around: @Sendable (String) -> String

    init(_ name: String, _ around: @escaping @Sendable (String) -> String) {
        self.name = name
        self.around = around
    }

    var testDescription: String { name }

    /// One of each kind, and spellings of them that were met in trouble reports.
    static let all = containers + journals + headers + shippers

    static let containers = [
        Wrapper("docker's json-file") { #"{"log":\#(quoted($0 + "\n")),"stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"# },
        Wrapper("docker's json-file with attributes") {
            #"{"log":\#(quoted($0 + "\n")),"stream":"stderr","attrs":{"tag":"a/b"},"time":"2026-03-10T08:15:31.3Z"}"#
        },
        // https://github.com/fluent/fluent-bit/issues/278
        Wrapper("docker's json-file with a line end of Windows") {
            #"{"log":\#(quoted($0 + "\r\n")),"stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#
        },
        Wrapper("the last line of a container, without its end") {
            #"{"log":\#(quoted($0)),"stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#
        },
        Wrapper("docker's json-file, its slashes escaped") {
            #"{"time":"2026-03-10T08:15:31.3Z","stream":"stdout","log":\#(quoted($0 + "\n").replacing("/", with: "\\/"))}"#
        },
        Wrapper("docker logs -t") { "2026-03-10T08:15:31.300000000Z " + $0 },
        // https://github.com/moby/moby/issues/49076
        Wrapper("docker logs -t with a carriage return") { "2026-03-10T08:15:31.300000000Z " + $0 + "\r" },
        Wrapper("kubectl logs --prefix") { "[pod/gw-7d9f/gateway] " + $0 },
        Wrapper("kubectl logs --prefix --timestamps") { "[pod/gw-7d9f/gateway] 2026-03-10T08:15:31.300000000Z " + $0 },
        Wrapper("a container runtime") { "2026-03-10T08:15:31.3Z stdout F " + $0 },
        // https://github.com/cri-o/cri-o/issues/5392
        Wrapper("a container runtime in local time") { "2026-03-10T09:15:31.300000000+01:00 stderr F " + $0 },
        Wrapper("a container runtime with further tags") { "2026-03-10T08:15:31.3Z stdout F:x " + $0 },
        // https://github.com/moby/moby/pull/52073
        Wrapper("docker's stream of JSON") {
            #"{"Line":\#(quoted($0 + "\r\n")),"Source":"stdout","Timestamp":"2026-02-20T15:39:01.08Z"}"#
        },
        // https://github.com/fluent/fluent-bit/pull/876
        Wrapper("a container runtime before tags") { "2016-02-17T00:04:05.931087621Z stdout " + $0 },
    ]

    private static let entry =
        #""__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1773130531300000","_BOOT_ID":"c66a","PRIORITY":"6","_HOSTNAME":"a","#
        + #""SYSLOG_IDENTIFIER":"gateway""#

    static let journals = [
        Wrapper("the journal") { #"{\#(entry),"MESSAGE":\#(quoted($0))}"# },
        Wrapper("the journal, pretty") { "{\n\t\(entry.replacing(",", with: ",\n\t")),\n\t\"MESSAGE\" : \(quoted($0))\n}" },
        // https://github.com/vectordotdev/vector/issues/1714
        Wrapper("the journal, as bytes") { #"{"MESSAGE":[\#(numbers($0, ","))],\#(entry)}"# },
        // https://github.com/systemd/systemd/pull/10318
        Wrapper("the journal, its slashes escaped") { #"{\#(entry),"MESSAGE":\#(quoted($0).replacing("/", with: "\\/"))}"# },
        Wrapper("the journal, with two fields asked for") {
            #"{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1","__MONOTONIC_TIMESTAMP":"1","_BOOT_ID":"c","MESSAGE":\#(quoted($0))}"#
        },
        // https://github.com/moby/moby/issues/20443
        Wrapper("docker's journald driver") { #"{\#(entry),"CONTAINER_ID":"141f","CONTAINER_TAG":"gw","MESSAGE":\#(quoted($0))}"# },
        // https://github.com/containers/conmon/pull/583, with the flag off
        Wrapper("podman's journal") {
            #"{\#(entry),"CONTAINER_ID_FULL":"141f","CONTAINER_PARTIAL_MESSAGE":"false","MESSAGE":\#(quoted($0))}"#
        },
        // https://github.com/vectordotdev/vector/issues/16966
        Wrapper("the journal by Vector") {
            #"{"_BOOT_ID":"c","_SYSTEMD_UNIT":"a.service","host":"a","message":\#(quoted($0)),"source_type":"journald"}"#
        },
        // https://github.com/fluent/fluent-bit/issues/3212
        Wrapper("the journal by Fluent Bit") {
            #"{"date":1.5,"_TRANSPORT":"stdout","_STREAM_ID":"93c","PRIORITY":"6","MESSAGE":\#(quoted($0))}"#
        },
        // https://github.com/fluent/fluent-bit/pull/4908
        Wrapper("the journal by Fluent Bit, in lower case") {
            #"{"date":1.5,"_boot_id":"c","_machine_id":"d","_hostname":"a","_transport":"stdout","message":\#(quoted($0))}"#
        },
        // https://github.com/fluent/fluent-bit/pull/806
        Wrapper("the journal without underscores") {
            #"{"BOOT_ID":"c","MACHINE_ID":"d","SYSTEMD_UNIT":"a","MESSAGE":\#(quoted($0))}"#
        },
        // https://github.com/kiwigrid/helm-charts/issues/264
        Wrapper("the journal by fluentd, in lower case without underscores") {
            #"{"boot_id":"c","machine_id":"d","systemd_unit":"a","pid":"1","message":\#(quoted($0))}"#
        },
        Wrapper("the journal, as bytes with blanks and a carriage return") {
            #"{"MESSAGE":[ \#(numbers($0 + "\r", " , ")) ],\#(entry)}"#
        },
    ]

    static let headers = [
        // https://github.com/fluent/fluentd/issues/1679
        Wrapper("a frame of TCP around RFC 3164") { "43 <6>Sep 10 00:00:00 localhost gateway: " + $0 },
        Wrapper("docker's syslog driver") { "<30>Nov 22 10:31:07 gw-1 141fbe360a87[9008]: " + $0 },
        Wrapper("RFC 3164") { "<134>Nov 22 10:31:07 gw-1 gateway[812]: " + $0 },
        Wrapper("a file of syslog") { "Nov  2 10:31:07 gw-1 gateway[812]: " + $0 },
        // https://github.com/syslog-ng/syslog-ng/pull/4707
        Wrapper("a day without padding") { "Nov 2 10:31:07 gw-1 gateway: " + $0 },
        // https://github.com/grafana/alloy/issues/5458
        Wrapper("a day with a nought") { "Nov 02 10:31:07 gw-1 gateway: " + $0 },
        Wrapper("a year behind the day") { "<134>Nov 22 2026 10:31:07.123 gw-1 gateway: " + $0 },
        // https://www.rfc-editor.org/rfc/rfc3164#section-5.4
        Wrapper("a year before the month") { "<0>2026 Oct 22 10:52:01 gw-1 sched[0]: " + $0 },
        // https://github.com/tenzir/tenzir/pull/4225
        Wrapper("no host") { "Nov 22 10:31:07 gateway[812]: " + $0 },
        // https://github.com/StephenWakely/syslog-loose/pull/5
        Wrapper("no tag") { "<134>Nov 22 10:31:07 gw-1  " + $0 },
        // https://github.com/jeromer/syslogparser/issues/23
        Wrapper("no moment") { "<14>gw-1 gateway: " + $0 },
        // https://github.com/logpresso/CVE-2021-44228-Scanner/issues/230
        Wrapper("a priority alone") { "<133>" + $0 },
        Wrapper("no blank behind the tag") { "Nov 22 10:31:07 gw-1 gateway[812]:" + $0 },
        Wrapper("a file of rsyslog") { "2026-11-22T10:31:07.123456+00:00 gw-1 gateway[812]: " + $0 },
        Wrapper("journalctl -o short-full") { "Sun 2026-11-22 10:31:07 UTC gw-1 gateway[812]: " + $0 },
        Wrapper("journalctl -o with-unit") { "Sun 2026-11-22 10:31:07.123456 CET gw-1 system.slice/gateway.service[812]: " + $0 },
        Wrapper("journalctl -o short-unix") { "1795343467.123456 gw-1 gateway[812]: " + $0 },
        Wrapper("journalctl -o short-iso") { "2026-11-22T10:31:07+0000 gw-1 gateway[812]: " + $0 },
        Wrapper("the cookie of CEE") { "<134>Nov 22 10:31:07 gw-1 gateway: @cee: " + $0 },
        Wrapper("the cookie without blanks") { "Nov 22 10:31:07 gw-1 gateway:@cee:" + $0 },
        Wrapper("RFC 5424") { "<165>1 2026-11-22T10:31:07.123456Z gw-1 gateway 812 - - " + $0 },
        // https://github.com/fluent/fluentd/issues/2815
        Wrapper("RFC 5424 with a byte order mark") { "<165>1 2026-11-22T10:31:07Z gw-1 gateway - - - \u{FEFF}" + $0 },
        Wrapper("RFC 5424 without a priority") { "1 2026-11-22T10:31:07Z gw-1 gateway 812 ID47 - " + $0 },
        // https://github.com/heroku/logplex/issues/204
        Wrapper("RFC 5424 without structured data") { "<40>1 2026-11-22T10:31:07+00:00 host app web.3 - " + $0 },
        // https://github.com/StephenWakely/syslog-loose/issues/2
        Wrapper("RFC 5424 without its last two fields") { "<11>1 2026-11-22T10:31:07.581Z gw-1.example. - 6993 " + $0 },
        // https://github.com/VictoriaMetrics/VictoriaLogs/issues/236
        Wrapper("RFC 5424 with a blank behind a parameter") {
            #"<134>1 2026-11-22T10:31:07.401631+00:00 gw-1 gateway - - [sd@51059 project="secret" ] "# + $0
        },
        // https://github.com/VictoriaMetrics/VictoriaLogs/issues/928
        Wrapper("RFC 5424 with the cookie of CEE") { "<134>1 2026-11-22T10:31:07+09:00 gw-1 gateway - - - @cee: " + $0 },
        // https://github.com/solzimer/nsyslog-parser/issues/5
        Wrapper("logger") {
            #"<13>1 2026-11-22T10:31:07.332998+01:00 gw-1 me - - [timeQuality tzKnown="1" isSynced="1" syncAccuracy="77000"] "# + $0
        },
        Wrapper("structured data that has ids") {
            #"<13>1 2026-11-22T10:31:07Z gw-1 me - - [a RayID="1111111111111111" json="{\"RayID\":\"2222222222222222\"}"] "# + $0
        },
        Wrapper("RFC 5424 with nothing but dashes") { "<133>1 - - - - - - " + $0 },
        // https://github.com/logpresso/CVE-2021-44228-Scanner/issues/230
        Wrapper("RFC 5424 with a blank before the version") { "<133> 1 2022-01-01T23:20:50.52Z  GW GATEWAY - - - " + $0 },
        // https://github.com/elastic/beats/issues/49594, https://github.com/vectordotdev/vector/issues/13165
        Wrapper("RFC 5424 with structured data") {
            #"<29>1 2026-11-22T10:31:07+02:00 gw-1 gateway - mid [a@1 p="1\\2" q="\"{]\]"][b c=""][meta] "# + $0
        },
        // https://www.rfc-editor.org/rfc/rfc6587#section-3.4.1
        Wrapper("a frame of TCP") { "512 <165>1 2026-11-22T10:31:07Z gw-1 gateway - - - " + $0 },
    ]

    static let shippers = [
        Wrapper("Fluent Bit") {
            #"{"stream":"stdout","logtag":"F","log":\#(quoted($0)),"kubernetes":{"pod_name":"gw-1","labels":{"app":"x"}}}"#
        },
        Wrapper("Fluent Bit's standard output") { #"{"date":1773130531.3,"log":\#(quoted($0))}"# },
        Wrapper("Fluent Bit, parsed") { #"{"@timestamp":"2026-03-10T08:15:31.3Z","log":\#($0),"kubernetes":{"pod_name":"gw-1"}}"# },
        Wrapper("fluentd's docker driver") {
            #"{"container_id":"0a1b","container_name":"/gw","source":"stdout","log":\#(quoted($0))}"#
        },
        // https://github.com/fluent/fluent-bit/issues/8547
        Wrapper("Fluent Bit's parser of the container runtime") {
            #"{"time":"2026-03-10T08:15:31.3Z","stream":"stderr","logtag":"F","message":\#(quoted($0))}"#
        },
        // https://github.com/fluent/fluentd-kubernetes-daemonset/issues/1537
        Wrapper("fluentd's parser of the container runtime") {
            #"{"stream":"stdout","message":\#(quoted($0)),"kubernetes":{"pod_name":"gw-1"},"docker":{}}"#
        },
        // https://github.com/fluent/fluent-bit/issues/1278
        Wrapper("Fluent Bit, parsed beside the text") {
            #"{"log":\#(quoted($0 + "\n")),"stream":"stdout","log_processed":\#($0),"kubernetes":{"pod_name":"gw-1"}}"#
        },
        Wrapper("Fluent Bit, parsed in the place of the text") {
            #"{"stream":"stdout","time":"x","log_processed":\#($0),"kubernetes":{"pod_name":"gw-1"}}"#
        },
        // https://github.com/fluent/fluent-bit/pull/586
        Wrapper("Fluent Bit with a timestamp of ISO 8601") { #"{"timestamp":"2018-05-30T09:39:52.000681Z","log":\#(quoted($0))}"# },
        // https://github.com/aws-samples/amazon-ecs-firelens-examples/issues/82
        Wrapper("FireLens") {
            #"{"container_id":"0a1b","container_name":"/gw","ecs_cluster":"c","ecs_task_arn":"a","source":"stdout","log":\#(quoted($0))}"#
        },
        // https://github.com/fluent/fluent-bit/issues/691
        Wrapper("Fluent Bit, decoded") { #"{"log":\#($0),"stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"# },
        // https://github.com/GoogleCloudPlatform/fluent-plugin-google-cloud/pull/38
        Wrapper("fluentd with a stream alone") { #"{"stream":"stdout","log":\#(quoted($0))}"# },
        Wrapper("nothing but log") { #"{"log":\#(quoted($0))}"# },
        Wrapper("elasticdump") { #"{"_index":"i","_id":"1","_score":1,"_source":\#($0)}"# },
        // https://github.com/elasticsearch-dump/elasticsearch-dump/issues/648
        Wrapper("elasticdump with a type") {
            #"{"_index":"i","_type":"_doc","_id":"0","_score":null,"_source":\#($0),"sort":[1]}"#
        },
        // https://github.com/elastic/elasticsearch/issues/108324
        Wrapper("a hit with values that were left out") {
            #"{"_index":"i","_id":"1","_ignored":["a"],"_source":\#($0),"ignored_field_values":{"a":["b"]},"highlight":{"a":["<em>b</em>"]}}"#
        },
        Wrapper("a document that was asked for by its id") {
            #"{"_index":"i","_id":"1","_version":1,"_seq_no":0,"_primary_term":1,"found":true,"_source":\#($0)}"#
        },
        // https://github.com/elastic/kibana/issues/3295
        Wrapper("a hit with fields before the document") {
            #"{"fields":{"RayID":["1111111111111111"]},"_id":"1","_source":\#($0)}"#
        },
        Wrapper("a hit that was copied from Kibana") {
            "{\n  \"_index\": \"i\",\n  \"_id\": \"1\",\n  \"_version\": 1,\n  \"_score\": null,\n  \"_source\": \($0),\n  \"fields\": {\"a\": [\"b\"]},\n  \"sort\": [1]\n}"
        },
    ]

    static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func numbers(_ text: String, _ comma: String) -> String {
        text.utf8.map(String.init).joined(separator: comma)
    }
}
