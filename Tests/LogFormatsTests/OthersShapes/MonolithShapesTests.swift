import LogFormats
import LogRecords
import Testing

/// Lines of Rails, Sidekiq and Workhorse, as they and shippers write them.
struct MonolithShapesTests {
    private static let rails =
        #"{"method":"PATCH","path":"/admin/a&b","format":"html","controller":"Admin::UsersController","action":"update","status":302,"#
        + #""time":"2026-03-10T08:15:30.500Z","params":[],"remote_ip":"192.0.2.120","user_id":17,"meta.caller_id":"x","#
        + #""ua":"Mozilla/5.0 <x>","correlation_id":"01JP/X+1","cf_ray":"9da0df34800011a2-FRA","duration_s":0.00001}"#

    private static let shapes = [
        // https://github.com/wazuh/wazuh/issues/10901
        Shape("numbers as text", [(":302", #":"302""#), (":17", #":"17""#)]),
        Shape("numbers as doubles", [(":302", ":302.0"), (":17", ":1.7e1")]),
        Shape("Ruby's small float", [("0.00001", "1.0e-05")]), Shape("a duration as text", [("0.00001", #""1.0e-05""#)]),
        // https://gitlab.com/gitlab-org/gitlab/-/issues/20746
        Shape("Ruby's own text of a time", [("2026-03-10T08:15:30.500Z", "2026-03-10 08:15:30.500 +0000")]),
        Shape("a time in UTC by another name", [("2026-03-10T08:15:30.500Z", "2026-03-10 08:15:30.500 UTC")]),
        Shape("a time without its zone", [("30.500Z", "30.500")]), Shape("an offset", [("08:15:30.500Z", "17:15:30.5+09:00")]),
        Shape("an offset without its colon", [("08:15:30.500Z", "17:15:30.5+0900")]),
        Shape("seconds as a float", [(#""2026-03-10T08:15:30.500Z""#, "1773130530.5")]),
        Shape("Rails' escapes", [("&", #"\u0026"#), ("<", #"\u003c"#), (">", #"\u003E"#)]), Shape("PHP's slashes", [("/", #"\/"#)]),
        Shape("an id in an array", [(#""01JP/X+1""#, #"["01JP\/X+1"]"#)]),
        Shape("a ray in upper case", [("9da0df34800011a2-FRA", "9DA0DF34800011A2-fra")]),
        Shape("dots in keys made objects", [(#""user_id":17,"meta.caller_id":"x""#, #""meta":{"user_id":17,"caller_id":"x"}"#)]),
    ]

    @Test(arguments: shapes)
    func `a request is the same in every shape`(_ shape: Shape) { shape.holds(Self.rails) }

    private static let workhorse =
        #"{"time":"2026-03-10T09:15:30+01:00","msg":"access","level":"info","uri":"/v2/x","status":200,"method":"GET","duration_ms":41.5,"#
        + #""correlation_id":"c","remote_addr":"203.0.113.7:80"}"#

    @Test(arguments: [
        Shape("UTC", [("09:15:30+01:00", "08:15:30Z")]), Shape("nanoseconds", [("30+01:00", "30.000000000+01:00")]),
        Shape("a duration as text", [("41.5", #""41.500""#)]),
        Shape("Go's escapes", [("/v2", #"\u002fv2"#), ("access", #"\u0061ccess"#)]),
    ])
    func `an access line of Workhorse is the same in every shape`(_ shape: Shape) { shape.holds(Self.workhorse) }

    /// https://gitlab.com/gitlab-org/labkit/-/merge_requests/127
    @Test func `Workhorse writes local time, so that its time without a zone is none`() {
        #expect(DecodedLine(Self.workhorse.replacing("+01:00", with: "")).result == .rejected(.noTime))
    }

    private static let sidekiq =
        #"{"severity":"INFO","time":"2026-03-10T08:15:30.500Z","class":"Llm::CompletionWorker","jid":"j1","job_status":"done","#
        + #""duration_s":1.5,"meta.user_id":17,"correlation_id":"c/1"}"#

    @Test(arguments: [
        Shape("a time without its zone", [("30.500Z", "30.500")]),
        Shape("escapes", [("/", #"\/"#), (":C", #"\u003aC"#), ("done", #"\u0064one"#)]),
        Shape("numbers as text", [("1.5", #""1.5""#), (":17", #":"17""#)]),
        Shape("an escaped dot in a key", [("meta.user_id", #"meta\u002euser_id"#)]),
        Shape("a dot in a key made an object", [(#""meta.user_id":17"#, #""meta":{"user_id":17}"#)]),
    ])
    func `a job is the same in every shape`(_ shape: Shape) { shape.holds(Self.sidekiq) }
}
