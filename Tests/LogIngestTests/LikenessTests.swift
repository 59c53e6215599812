import LogIngest
import LogRecords
import StoreContract
import Testing
import Workbench

/// A shard of which no line is a record is told what it looks like, and what undoes it.
@Suite struct LikenessTests {
    @Test(arguments: [
        (#"{"time":1790000000,"source":"cf","event":{"a":1}}"#, "jq -c .event FILE"),
        (#"{"message":{"data":"e30=","messageId":"1"},"subscription":"projects/p/subscriptions/s"}"#, "@base64d"),
        (#"{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[{"message":"{}"}]}"#, ".logEvents[].message"),
        (#"{"streams":[{"stream":{},"values":[["1","{}"]]}]}"#, ".streams[].values[][1]"),
        (#"{"resourceLogs":[]}"#, ".resourceLogs[]"), (#"{"hits":{"hits":[{"_source":{"a":1}}]}}"#, ".hits.hits[]._source"),
        (#"{"entries":[{"a":1}]}"#, ".entries[]"), (#"{"preview":false,"result":{"_raw":"{}"}}"#, ".result._raw"),
        (#"{"id":"x","rawResponse":{"hits":{"hits":[]}},"isPartial":false}"#, ".rawResponse.hits.hits[]._source"),
        (#"{"took":1,"responses":[{"hits":{"hits":[]}}]}"#, ".responses[].hits.hits[]._source"),
        (
            #"{"_index":"i","_id":"1","fields":{"RayID":["9da0df34800011a2"],"EdgeStartTimestamp":["2026-03-10T08:15:30.000Z"]}}"#,
            "_source"
        ),
        (#"{"_index":"i","_id":"1","_source":{"a":1},"fields":{"a":[1]}}"#, "jq -c ._source"),
        (#"{"_source":{"a":1}}"#, "jq -c ._source"),
        (#"{"version":"1.1","host":"a","short_message":"{}"}"#, ".short_message"),
        ("{\"_source\" : \"\"\"{\"a\":1}\"\"\"}", "triple quotes"), (#"{"message" => "{}"}"#, "json_lines"),
        ("__CURSOR=s=f5ed;i=1\n__REALTIME_TIMESTAMP=1592391301176116", "--output=json"),
        (#"[0] kube.gw: [1691737317.533000000, {"log"=>"{}"}]"#, "json_lines"),
        (#"[0] kube.gw: [[1691737317.533000000, {}], {"log"=>"{}"}]"#, "json_lines"),
        (#"kube.gw: [1564462620.000254, {"log":"x"}]"#, "sed -E"), ("2015-05-02T12:12:17+09:00\ttag\t{\"log\":\"x\"}", "sed "),
        ("---\ninsertId: a1\ntimestamp: '2026-11-22T10:30:00Z'\nlogName: projects/p/logs/run", "--format=json"),
        ("insertId: a1", "--format=json"),
        ("<Error><Code>AccessDenied</Code></Error>", "HTML or XML"),
        ("gateway-1  | {\"a\":1}", "--no-log-prefix"), ("data: {\"a\":1}", "a stream of events"),
        ("level=info msg=\"started it\" status=200", "logfmt"), ("Query complete {\"a\":1}", "sed 's/^[^{]*//'"),
    ]) func `what wraps its lines is named`(text: String, command: String) throws {
        let folder = try ShardFolder()
        try folder.write(text + "\n", to: "a.log")
        let failure = try load([folder.path], into: InMemoryStore()).failures.first
        #expect(failure?.explanation.what.contains("is a record of a known format") == true)
        #expect(failure?.explanation.hint?.hasPrefix("it looks like ") == true)
        #expect(failure?.explanation.hint?.contains(command) == true, "\(failure?.explanation.hint ?? "")")
    }

    @Test func `what looks like nothing in particular gets the general hint`() throws {
        let folder = try ShardFolder()
        try folder.write("what is this\n{\"a\":1}\n", to: "a.log")
        #expect(
            try load([folder.path], into: InMemoryStore()).failures.first?.explanation.hint?.contains("man trace-ingest") == true)
    }
}
