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
        Wrapper("a container runtime") { "2026-03-10T08:15:31.3Z stdout F " + $0 },
        // https://github.com/cri-o/cri-o/issues/5392
        Wrapper("a container runtime in local time") { "2026-03-10T09:15:31.300000000+01:00 stderr F " + $0 },
        Wrapper("a container runtime with further tags") { "2026-03-10T08:15:31.3Z stdout F:x " + $0 },
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
        Wrapper("the journal, as bytes with blanks and a carriage return") {
            #"{"MESSAGE":[ \#(numbers($0 + "\r", " , ")) ],\#(entry)}"#
        },
    ]

    static let headers = [
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
        Wrapper("journalctl -o short-iso") { "2026-11-22T10:31:07+0000 gw-1 gateway[812]: " + $0 },
        Wrapper("the cookie of CEE") { "<134>Nov 22 10:31:07 gw-1 gateway: @cee: " + $0 },
        Wrapper("the cookie without blanks") { "Nov 22 10:31:07 gw-1 gateway:@cee:" + $0 },
        Wrapper("RFC 5424") { "<165>1 2026-11-22T10:31:07.123456Z gw-1 gateway 812 - - " + $0 },
        // https://github.com/fluent/fluentd/issues/2815
        Wrapper("RFC 5424 with a byte order mark") { "<165>1 2026-11-22T10:31:07Z gw-1 gateway - - - \u{FEFF}" + $0 },
        Wrapper("RFC 5424 without a priority") { "1 2026-11-22T10:31:07Z gw-1 gateway 812 ID47 - " + $0 },
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
        Wrapper("nothing but log") { #"{"log":\#(quoted($0))}"# },
        Wrapper("elasticdump") { #"{"_index":"i","_id":"1","_score":1,"_source":\#($0)}"# },
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
