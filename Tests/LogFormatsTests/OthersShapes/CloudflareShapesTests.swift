import LogFormats
import Testing

/// Logpush lines as jobs, warehouses and shippers write them.
struct CloudflareShapesTests {
    private static let usual =
        #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":"2026-03-10T08:15:30.5Z","EdgeEndTimestamp":"2026-03-10T08:15:31Z","#
        + #""ClientRequestSource":"eyeball","ClientRequestHost":"cloud.example.com","ClientRequestMethod":"POST","#
        + #""ClientRequestURI":"/ai/v2/x?a=1&b=2","EdgeColoCode":"FRA","EdgeResponseStatus":200,"OriginResponseStatus":200,"#
        + #""ClientRequestBytes":906,"WorkerSubrequest":false,"ClientIP":"2001:db8::7","SecurityAction":"","#
        + #""RequestHeaders":{"x-request-id":"01JP/X+1","x-gitlab-realm":"saas"}}"#

    private static let shapes = [
        Shape(
            "unixnano, the default of old jobs",
            [(#""2026-03-10T08:15:30.5Z""#, "1773130530500000000"), (#""2026-03-10T08:15:31Z""#, "1773130531000000000")]),
        // https://github.com/elastic/integrations/issues/7762
        Shape("unix seconds", [(#""2026-03-10T08:15:31Z""#, "1773130531")]),
        // https://github.com/cloudflare/cloudflare-docs/pull/29327
        Shape("rfc3339ms and rfc3339ns", [("30.5Z", "30.500000000Z"), ("31Z", "31.000Z")]),
        // https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/40544
        Shape("a number of nanoseconds as text", [(#""2026-03-10T08:15:30.5Z""#, #""1773130530500000000""#)]),
        Shape("a double of nanoseconds", [(#""2026-03-10T08:15:30.5Z""#, "1.7731305305e+18")]),
        // https://github.com/bxparks/bigquery-schema-generator/issues/19
        Shape("BigQuery's TIMESTAMP", [("2026-03-10T08:15:30.5Z", "2026-03-10 08:15:30.500000 UTC")]),
        Shape("a warehouse that drops the zone", [("2026-03-10T08:15:30.5Z", "2026-03-10 08:15:30.500")]),
        Shape("numbers as text", [(#":200,"#, #":"200","#), (":906", #":"906""#), ("false", #""false""#)]),
        Shape("numbers as doubles", [(#":200,"#, #":200.0,"#), (":906", ":9.06E2")]),
        Shape("Gson's and Go's escapes", [("&", #"\u0026"#), ("=", #"\u003d"#), ("+", #"\u002B"#)]),
        Shape("PHP's slashes", [("/", #"\/"#)]),
        // https://developers.cloudflare.com/logs/logpush/logpush-job/custom-fields/
        Shape("headers in arrays", [(#""01JP/X+1""#, #"[ "01JP\/X+1" ]"#), (#""saas""#, #"["saas"]"#)]),
        Shape("a ray in upper case", [("9da0df34800011a2", "9DA0DF34800011A2")]),
        Shape("what is empty as null", [(#""SecurityAction":"""#, #""SecurityAction":null"#)]),
        Shape("protobuf's time", [(#""2026-03-10T08:15:30.5Z""#, #"{"seconds":1773130530,"nanos":500000000}"#)]),
    ]

    @Test(arguments: shapes)
    func `a request is the same in every shape`(_ shape: Shape) { shape.holds(Self.usual) }

    @Test func `a map of headers that a warehouse made a text of is not read, and the rest is`() {
        let line = Self.usual.replacing(
            #"{"x-request-id":"01JP/X+1","x-gitlab-realm":"saas"}"#, with: #""{\"x-request-id\":\"01JP\"}""#)
        #expect(DecodedLine(line)["correlationID"] == nil)
        #expect(DecodedLine(line)["ray"] == "9da0df34800011a2")
    }
}
