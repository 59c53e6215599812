import LogFormats
import Testing

/// Lines of GitLab's gateway and of ours, as loggers and shippers write them.
struct GatewayShapesTests {
    private static let usual =
        #"{"url":"https://cloud.example.com/v2/code/completions?a=1&b=2","path":"/v2/code/completions","status_code":200,"method":"POST","#
        + #""correlation_id":"01JP/X+1","user_agent":"Gr\#u{fc}n \#u{1F600}/1","client_ip":"203.0.113.7","duration_s":0.00005,"#
        + #""gitlab_instance_id":"1d2c3b4a-5968-4776-8594-a3b2c1d0e9f8","token_issuer":"i","cpu_s":1.5,"logger":"api.access","#
        + #""message":"203.0.113.7 - \"POST\"","type":"mlops","timestamp":"2026-03-10T08:15:30.500000Z"}"#

    private static let shapes = [
        // https://github.com/ulule/python-logstash-formatter/pull/3
        Shape("a naive time of Python's", [("30.500000Z", "30.500000")]),
        Shape("a zone of Python's", [("30.500000Z", "30.500000+00:00")]),
        Shape("both a zone and a Z", [("30.500000Z", "30.500000+00:00Z")]),
        Shape("logging's asctime", [("2026-03-10T08:15:30.500000Z", "2026-03-10 08:15:30,500")]),
        Shape("seconds as a float", [(#""2026-03-10T08:15:30.500000Z""#, "1773130530.5")]),
        Shape("milliseconds", [(#""2026-03-10T08:15:30.500000Z""#, "1773130530500")]),
        Shape("repr of a small float", [("0.00005", "5e-05")]), Shape("a duration as text", [("0.00005", #""0.000050""#)]),
        Shape("pandas' status", [(":200,", ":200.0,")]), Shape("a status as text", [(":200,", #":"200","#)]),
        Shape("json.dumps' escapes", [("\u{fc}", #"\u00fc"#), ("\u{1F600}", #"\ud83d\ude00"#)]),
        Shape("escapes of HTML", [("&", #"\u0026"#), ("=", #"\u003D"#), ("+", #"\u002b"#)]),
        Shape("PHP's slashes", [("/", #"\/"#)]),
        Shape("no number", [("1.5", "NaN")]), Shape("an id in upper case", [("1d2c3b4a", "1D2C3B4A")]),
        Shape("an id in an array", [(#""01JP/X+1""#, #"["01JP/X+1"]"#)]),
    ]

    @Test(arguments: shapes)
    func `an access line is the same in every shape`(_ shape: Shape) { shape.holds(Self.usual) }

    private static let ours =
        #"{"schema":1,"kind":"request","instance":"0b9c5d9e-3a41-4b7e-8c52-6f1d2e3a4b5c","seq":7,"ts":"2026-03-10T08:15:30.500000Z","#
        + #""started":"2026-03-10T08:15:29Z","region":"us-east4","request_id":"r/1","trace_id":"6f1d2c3b4a59687786950a1b2c3d4e5f","#
        + #""http":{"method":"POST","host":"a.example","path":"/v2/x"},"result":{"status":200,"outcome":"completed"},"#
        + #""timings":{"total_ms":1500.25},"edge":{"trusted":true,"ray":"9da0df34800011a2-FRA"},"#
        + #""attempts":[{"n":1,"provider":"anthropic","model":"m&1","started":"2026-03-10T08:15:29.1Z","status":200,"served":true}]}"#

    private static let shapesOfOurs = [
        Shape("jq of an old version", [(#""seq":7"#, #""seq":7.0"#), (":200", ":200.0")]),
        Shape("numbers as text", [(#""seq":7"#, #""seq":"7""#), (":200", #":"200""#)]),
        Shape("flags as text", [("true", #""true""#)]), Shape("a time without a zone", [("30.500000Z", "30.500000")]),
        Shape("another offset", [("08:15:30.500000Z", "09:15:30.5+0100"), ("08:15:29.1Z", "07:15:29.1-01")]),
        Shape("milliseconds", [(#""2026-03-10T08:15:29Z""#, "1773130529000")]), Shape("PHP's slashes", [("/", #"\/"#)]),
        Shape("escapes of HTML", [("&", #"\u0026"#)]),
        Shape("escapes in keys", [(#""edge""#, #""\u0065dge""#), (#""n""#, #""\u006E""#)]),
        Shape("ids in upper case", [("0b9c5d9e", "0B9C5D9E"), ("6f1d2c3b", "6F1D2C3B"), ("9da0df34", "9DA0DF34")]),
        Shape("a duration with an exponent", [("1500.25", "1.50025e+3")]),
        Shape("white space", [(",", " ,\t"), (#""n":1"#, #""n" : 1"#), ("[", "[ ")]),
    ]

    @Test(arguments: shapesOfOurs)
    func `a record of ours is the same in every shape`(_ shape: Shape) { shape.holds(Self.ours) }
}
