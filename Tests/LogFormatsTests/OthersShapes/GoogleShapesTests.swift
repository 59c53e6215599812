import LogFormats
import LogRecords
import Testing

/// Entries of Cloud Logging as its libraries, sinks and shippers write them.
struct GoogleShapesTests {
    private static let usual =
        #"{"httpRequest":{"latency":"1.181234s","remoteIp":"172.69.1.2","requestMethod":"POST","requestSize":"2906","#
        + #""requestUrl":"https://cloud.example.com/v2/completions?stream=true&n=1","responseSize":"4821","status":200},"#
        + #""insertId":"69af7d120000f00d00000001","labels":{"instanceId":"00c0ffee"},"#
        + #""logName":"projects/example-project/logs/run.googleapis.com%2Frequests","#
        + #""resource":{"labels":{"location":"europe-west3","revision_name":"r1","service_name":"s1"},"type":"cloud_run_revision"},"#
        + #""timestamp":"2026-03-10T08:15:30.051234Z","trace":"projects/example-project/traces/6f1d2c3b4a59687786950a1b2c3d4e5f","#
        + #""spanId":"8690fc01c12c1a51"}"#

    private static let shapes = [
        // https://github.com/googleapis/google-cloud-python/issues/1783
        Shape("nine digits", [("051234Z", "051234000Z")]), Shape("an offset of zero", [("051234Z", "051234+00:00")]),
        Shape("another offset", [("08:15:30.051234Z", "13:45:30.051234+05:30")]),
        // https://github.com/googleapis/google-cloud-node/issues/7581
        Shape(
            "a time in parts, the seconds as text",
            [(#""2026-03-10T08:15:30.051234Z""#, #"{ "seconds":"1773130530", "nanos":51234000 }"#)]),
        // https://github.com/googleapis/nodejs-logging/issues/1417
        Shape("a latency in parts", [(#""1.181234s""#, #"{"seconds":"1","nanos":181234000}"#)]),
        // https://github.com/GoogleCloudPlatform/fluent-plugin-google-cloud/issues/280
        Shape("a latency without its unit", [("1.181234s", "1.181234")]),
        Shape("a latency as a number", [(#""1.181234s""#, "1.181234")]),
        Shape("a status as text, sizes as numbers", [(":200", #":"200""#), (#""2906""#, "2906"), (#""4821""#, "4.821e3")]),
        // https://github.com/SEKOIA-IO/intake-formats/pull/1211
        Shape("an address with its port", [("172.69.1.2", "172.69.1.2:49194")]),
        // https://github.com/grpc/grpc-java/pull/9145
        Shape("the log's id instead of its name", [("%2F", "/")]), Shape("lower-case percent escapes", [("%2F", "%2f")]),
        // https://github.com/shun0102/embulk-parser-jsonl/issues/7
        Shape("BigQuery's TIMESTAMP", [("2026-03-10T08:15:30.051234Z", "2026-03-10 08:15:30.051234 UTC")]),
        Shape("BigQuery's TIMESTAMP without a zone", [("2026-03-10T08:15:30.051234Z", "2026-03-10 08:15:30.051234")]),
        Shape("Go's own text of a time", [("2026-03-10T08:15:30.051234Z", "2026-03-10 08:15:30.051234 +0000 UTC")]),
        Shape("Gson's escapes", [("&", #"\u0026"#), ("=", #"\u003d"#)]), Shape("PHP's slashes", [("/", #"\/"#)]),
        Shape("a span in decimals", [("8690fc01c12c1a51", "9696527082194737745")]),
        Shape("a bare trace", [("projects/example-project/traces/", "")]),
        Shape("a trace in upper case", [("6f1d2c3b", "6F1D2C3B")]),
    ]

    @Test(arguments: shapes)
    func `an entry is the same in every shape`(_ shape: Shape) { shape.holds(Self.usual) }

    @Test func `protobuf's own names of the fields are another layout, which is said`() {
        let line = Self.usual.replacing("httpRequest", with: "http_request").replacing("logName", with: "log_name")
        #expect(DecodedLine(line).result == .rejected(.unrecognised))
    }
}
