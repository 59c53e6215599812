import LogFormats
import Testing

/// Which lines are one record that was delivered more than once.
struct IdentityTests {
    private static let entry =
        #"{"logName":"projects/p/logs/run.googleapis.com%2Frequests","insertId":"i/1","timestamp":"2026-03-10T08:15:30.5Z","#
        + #""resource":{"type":"cloud_run_revision","labels":{}},"httpRequest":{"requestUrl":"https://a.example/x"}}"#
    private static let edge =
        #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":"2026-03-10T08:15:30Z","ClientRequestHost":"a.example","#
        + #""ClientRequestMethod":"GET","ClientRequestURI":"/x?a=1&b"}"#
    private static let gateway =
        #"{"logger":"api.access","message":"a","correlation_id":"c+1","timestamp":"2026-03-10T08:15:30.000000Z","path":"/x"}"#
    private static let numbered = gateway.replacing(#""c+1""#, with: "17")
    private static let ours =
        #"{"schema":1,"kind":"request","instance":"0b9c5d9e-3a41-4b7e-8c52-6f1d2e3a4b5c","seq":17,"ts":1773130530,"request_id":"r"}"#

    private func identity(_ line: String) throws -> String { try #require(DecodedLine(line)["recordID"], "\(line)") }

    @Test(arguments: [
        (entry, ["08:15:30.5Z": "08:15:30.500000000Z", "%2F": "%2f", "i/1": #"i\/1"#, #""timestamp""#: #""\u0074imestamp""#]),
        (entry, ["08:15:30.5Z": "09:15:30.5+01:00", "%2F": "/", "i/1": #"\u0069\u002f1"#]), (entry, ["30.5Z": #"30.5\u002b00:00"#]),
        (entry, [#""2026-03-10T08:15:30.5Z""#: #"{"seconds":"1773130530","nanos":500000000}"#]),
        (
            edge,
            [
                "2026-03-10T08:15:30Z": "1773130530", "9da0df34800011a2": "9DA0DF34800011A2", "&": #"\u0026"#,
                "a.example": "A.example",
            ]
        ),
        (edge, [#""2026-03-10T08:15:30Z""#: "1.77313053e18", "/": #"\/"#]),
        (gateway, ["08:15:30.000000Z": "08:15:30", "c+1": #"c\u002B1"#]), (gateway, ["08:15:30.000000Z": "13:45:30+05:30"]),
        (numbered, ["17": "1.7e1"]), (numbered, ["17": "\"17\""]),
        (ours, [#""seq":17"#: #""seq":17.0"#, "0b9c5d9e": "0B9C5D9E"]), (ours, [#""seq":17"#: #""seq":"17""#]),
    ])
    func `the same record spelt otherwise is the same record`(_ line: String, _ changes: [String: String]) throws {
        var other = line
        for (part, spelling) in changes {
            #expect(other.contains(part))
            other = other.replacing(part, with: spelling)
        }
        #expect(try identity(other) == identity(line))
    }

    @Test(arguments: [
        (entry, "30.5Z", "30.500000001Z"), (entry, "i/1", "i/2"), (entry, "projects/p", "projects/q"), (edge, "/x?", "/X?"),
        (edge, "GET", "get"), (gateway, "c+1", "c 1"), (gateway, #""a""#, #""A""#), (ours, #""seq":17"#, #""seq":18"#),
    ])
    func `another value is another record`(_ line: String, _ part: String, _ other: String) throws {
        #expect(line.contains(part))
        #expect(try identity(line.replacing(part, with: other)) != identity(line))
    }

    @Test func `what stands in one value is not taken for the end of another`() throws {
        let one = Self.gateway.replacing("c+1", with: #"c\u001fapi.access"#)
        let other = Self.gateway.replacing("c+1", with: "c").replacing(#""a""#, with: #""api.access\u001fa""#)
        #expect(try identity(one) != identity(other))
    }
}
