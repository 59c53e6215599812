import LogFormats
import LogRecords
import Testing

/// A wrapped line is shown whole: the record as without a wrapper, and of the wrapper what holds nobody's data.
@Suite struct RedactedWrapperTests {
    private static let usual = #"{"RayID":"9da0df34800011a2","ClientIP":"203.0.113.24","Prompt":"secret"}"#
    private static let shown = #"{"RayID": "9da0df34800011a2", "ClientIP": "203.0.*.*", "Prompt": <string, 6 bytes>}"#

    private func shown(_ line: String) -> String {
        Array(line.utf8).withUnsafeBytes { RedactedLine($0, format: "cloudflare.http_requests").text }
    }

    @Test func `the record in a wrapper is masked as it is without one`() {
        #expect(shown(Self.usual) == Self.shown)
        for wrapper in Wrapper.all {
            let line = shown(wrapper.around(Self.usual))
            #expect(
                line.contains(Self.shown) || line.contains(Self.shown.replacing("\"", with: "\\\"")), "\(wrapper.name): \(line)")
            #expect(!line.contains("secret") && !line.contains("gw-1"), "\(wrapper.name): \(line)")
        }
    }

    @Test func `of a wrapper moments, streams and tags are shown, and of everything else the size`() {
        #expect(shown("2026-03-10T08:15:31.3Z stdout F " + Self.usual) == "2026-03-10T08:15:31.3Z stdout F " + Self.shown)
        #expect(shown("<134>Nov 22 10:31:07 gw-1 gateway: " + Self.usual) == "<header, 35 bytes> " + Self.shown)
        #expect(
            shown(
                #"{"log":\#(Wrapper.quoted(Self.usual)),"stream":"stdout","time":"2026-03-10T08:15:31.3Z","kubernetes":{"host":"gw-1"},"RayID":"x"}"#
            )
                == #"{"log": \#(Wrapper.quoted(Self.shown)), "stream": "stdout", "time": "2026-03-10T08:15:31.3Z", "#
                + #""kubernetes": <object, 15 bytes>, "RayID": <string, 1 bytes>}"#)
        #expect(
            shown(#"{"log":\#(Wrapper.quoted(Self.usual)),"stream":"secret","time":"secret"}"#).contains(
                "<string, 6 bytes>, \"time\": <string, 6 bytes>"))
    }
}
