import Foundation
import LogFormats
import LogRecords
import Testing

/// What lies in a wrapper is the record that it is without one.
@Suite struct WrapperTests {
    private static let lines: [String] = (try? read()) ?? []

    /// Objects of every format, one line each.
    private static func read() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: GoldenTests.folder.path)
            .filter { $0.hasSuffix(".ndjson") && !$0.hasPrefix("wrappers") }
            .flatMap { try GoldenTests.lines(String($0.dropLast(7))) }
            .filter { $0.hasPrefix("{") && $0.hasSuffix("}") && ![.rejected(.notJSON), .batch].contains(DecodedLine($0).result) }
    }

    private static let usual =
        #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":"2026-03-10T08:15:30Z","ClientRequestHost":"a.example"}"#

    @Test(arguments: Wrapper.all)
    func `a record says the same in a wrapper as without one`(_ wrapper: Wrapper) {
        #expect(WrapperTests.lines.count > 90)
        for line in WrapperTests.lines {
            let (bare, wrapped) = (DecodedLine(line), DecodedLine(wrapper.around(line)))
            #expect(wrapped.result == bare.result)
            #expect(wrapped.block == bare.block, "\(line)")
            #expect(wrapped["recordID"] == bare["recordID"])
        }
    }

    @Test(arguments: Wrapper.all)
    func `a wrapper in a wrapper is none`(_ wrapper: Wrapper) {
        for outer in Wrapper.all where !isOneHeader(outer.name, wrapper.name) {
            #expect(DecodedLine(outer.around(wrapper.around(WrapperTests.usual))).format == "", "\(outer.name)")
        }
    }

    /// A priority, and what may stand behind one; a pod and a moment; a header without structured data, and what looks
    /// like such.
    private func isOneHeader(_ outer: String, _ inner: String) -> Bool {
        outer == "a priority alone" || outer == "kubectl logs --prefix" && inner.hasPrefix("docker logs -t")
            || outer == "RFC 5424 without structured data" && inner == "kubectl logs --prefix"
            || outer == "RFC 5424 without its last two fields"
                && (inner == "kubectl logs --prefix" || inner.hasPrefix("docker logs -t"))
    }

    /// A row keeps nothing of the room in which a line was unwrapped.
    @Test func `rows of one batch keep their own texts`() {
        let lines = (0..<3).map {
            Wrapper.containers[0].around(
                #"{"RayID":"9da0df348000000\#($0)","EdgeStartTimestamp":\#($0 + 1),"RequestHeaders":{"x-request-id":"id-\#($0)"}}"#)
        }
        let decoder = LineDecoder(formats: LogFormat.all.filter { $0.name == "cloudflare.http_requests" })
        let batch = decoder.newBatch()
        for (number, line) in lines.enumerated() {
            Array(line.utf8).withUnsafeBytes {
                #expect(decoder.decode($0, shard: 1, number: Int64(number + 1), offset: 7, into: batch) == .stored(format: 0))
                #expect(batch.row(number)[.length] == Int64($0.count))
            }
        }
        for number in 0..<3 {
            let text = batch.row(number)[.correlationID].map { String(decoding: batch.text($0), as: UTF8.self) }
            #expect(text == "id-\(number)")
        }
    }

    @Test(arguments: [
        // https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/30920
        (#"{"MESSAGE":null,"_BOOT_ID":"a"}"#, LineDecoder.Result.rejected(.textLeftOut)),
        (#"{"MESSAGE":[1,256],"_BOOT_ID":"a"}"#, .rejected(.unrecognised)),
        (#"{"MESSAGE":["a","b"],"_BOOT_ID":"a"}"#, .rejected(.unrecognised)),
        (#"{"MESSAGE":[],"_BOOT_ID":"a"}"#, .rejected(.unrecognised)),
        (#"{"MESSAGE":"Started.","_BOOT_ID":"a"}"#, .rejected(.notJSON)),
        // https://github.com/systemd/systemd/issues/26175
        (#"{"MESSAGE":["\#(usual.replacing("\"", with: "\\\""))","x"],"_BOOT_ID":"a"}"#, .rejected(.unrecognised)),
        (#"{"message":null,"_boot_id":"a"}"#, .rejected(.textLeftOut)),
        (#"{"message":"Started.","boot_id":"a"}"#, .rejected(.unrecognised)),
        ("-- Logs begin at Wed 2019-04-10 12:45:35 CEST, end at Wed 2019-04-10 13:55:24 CEST. --", .notARequest),
        ("-- Boot 3c0d5a7e6a6e4f2b9d4f5d0f5a1e8c77 --", .notARequest), ("-- Boot of an application", .rejected(.notJSON)),
        // https://github.com/systemd/systemd/issues/987
        (#"{"MESSAGE":"\uffffffd0\uffffff9f","_BOOT_ID":"a"}"#, .rejected(.notJSON)),
        (#"{"MESSAGE":"\#(usual.replacing("\"", with: "\\\""))"}"#, .rejected(.unrecognised)),
        (#"{"log":"Listening.\n","stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#, .rejected(.notJSON)),
        (#"{"log":"\n","stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#, .blank),
        (#"{"log":5,"stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#, .rejected(.unrecognised)),
        (#"{"log":"[1]","stream":"stdout","time":"2026-03-10T08:15:31.3Z"}"#, .rejected(.notAnObject)),
        // https://github.com/fluent/fluent-bit/issues/4284
        ("2021-11-01T06:18:42.367618061Z stderr F ", .blank), ("2021-11-01T06:18:42.367618061Z stderr F", .blank),
        ("2021-11-01T06:18:42.367613261Z stderr F Before empty line", .rejected(.notJSON)),
        (#"{"_index":"i","_id":"1","fields":{"RayID":["9da0df34800011a2"]}}"#, .rejected(.unrecognised)),
        (#"{"_index":"i","_id":"1","_source":null}"#, .rejected(.unrecognised)),
        (#"{"_source":\#(usual)}"#, .rejected(.unrecognised)),
        (#"{"index":{"_index":"i","_id":"1"}}"#, .notARequest), (#"{"create":{}}"#, .notARequest),
        (#"{"delete":{"_id":"1"}}"#, .notARequest), (#"{"index":{"_index":"i","other":1}}"#, .rejected(.unrecognised)),
        (#"{"events":[\#(usual)]}"#, .batch), (#"{"records":[ {"a":1}, 7 ]}"#, .batch), (#"{"events":[]}"#, .notARequest),
        (#"{"events":[\#(usual)"#, .batch), (#" {"records":["#, .notARequest), (#"{"events":[7]}"#, .rejected(.unrecognised)),
        (#"{"events":[\#(usual)],"a":1}"#, .rejected(.unrecognised)), (#"{"data":[\#(usual)]}"#, .rejected(.unrecognised)),
        (#"{ "\u0065vents" :[{"a":1}]}"#, .batch), (#"{"\u00e9vents":[{"a":1}]}"#, .rejected(.unrecognised)),
        (#"{"log":"{\"events\":[{}]}"}"#, .rejected(.unrecognised)),
        (#"{"index":{},"create":{}}"#, .rejected(.unrecognised)), (#"{"index":"i"}"#, .rejected(.unrecognised)),
    ])
    func `what is in no wrapper, or is no line, is said to be so`(line: String, result: LineDecoder.Result) {
        #expect(DecodedLine(line).result == result)
    }

    @Test(arguments: [
        "", "INFO ", "[pod/x] y ", "[container/x] ", "<134>1 2026-11-22T10:31:07Z gw-1 ", "2026-03-10 08:15:30 ",
        "2026-03-10T08:15:30Z INFO ", "2026-03-10T08:15:30Z stdout X ",
        "Nov 22 10:31:07 INFO ",
        "Nov 22 10:31:07 gw-1 gateway said ", "<9999>", "<134>1 2026-11-22T10:31:07Z gw-1 gateway ", "x: ", "x: @cee: ",
        #"<29>1 2026-11-22T10:31:07Z gw-1 gateway - mid [a p="1 "#, "<29>1 2026-11-22T10:31:07Z gw-1 a b c d e f g ",
    ])
    func `other words in front of a record are no wrapper`(words: String) {
        if !words.isEmpty { #expect(DecodedLine(words + WrapperTests.usual).format == "") }
        #expect(DecodedLine("2026-03-10T08:15:31.3Z stdout F " + words + WrapperTests.usual).format == "" || words.isEmpty)
        #expect(DecodedLine("2026-03-10T08:15:31.3Z stdout F " + WrapperTests.usual + "x").format == "")
    }

    /// Parsers and applications call a text `message`; only beside what is a container runtime's or the journal's it is
    /// a line.
    @Test(arguments: [
        #""stream":"stdout""#, #""logtag":"F""#, #""kubernetes":"x","stream":"stdout""#, #""boot_id":"a","level":"info""#,
        #""stream":"a","kubernetes":{}"#, #""_transport":"x""#, #""time":"x""#, #""container_id":"a""#,
        #""@timestamp":"x","agent":{}"#,
    ])
    func `a text called message is no line beside keys that are no wrapper's`(_ keys: String) {
        #expect(DecodedLine(#"{"message":\#(Wrapper.quoted(WrapperTests.usual)),\#(keys)}"#).result == .rejected(.unrecognised))
    }

    /// An application may log a customer's words under `log`.
    @Test(arguments: [
        #""level":"info""#, #""time":"2026-03-10T08:15:30Z","level":"info""#, #""stream":"a","time":"x""#, #""date":1,"user":"a""#,
    ])
    func `a text under log is no line beside keys that are no wrapper's`(_ keys: String) {
        #expect(DecodedLine(#"{"log":\#(Wrapper.quoted(WrapperTests.usual)),\#(keys)}"#).result == .rejected(.unrecognised))
    }

    /// A record's text is a customer's: the whole of another record in it must change nothing.
    @Test(arguments: Wrapper.all)
    func `a record within a text of a known one stays a text`(_ wrapper: Wrapper) {
        let other = wrapper.around(#"{"RayID":"1111111111111111","EdgeStartTimestamp":"2026-03-10T08:15:30Z"}"#)
        let texts = ["ClientRequestPath", "ClientRequestUserAgent", "message", "log", "MESSAGE", "_source", "textPayload"]
        for key in texts {
            let line = WrapperTests.usual.dropLast() + ",\"\(key)\":\(Wrapper.quoted(other)),\"stream\":\"stdout\",\"time\":\"\"}"
            #expect(DecodedLine(String(line))["ray"] == "9da0df34800011a2")
        }
        for key in ["message", "msg", "text", "line", "event"] {
            #expect(DecodedLine(#"{"\#(key)":\#(Wrapper.quoted(other)),"time":"2026-03-10T08:15:30Z"}"#).format == "")
        }
    }
}
