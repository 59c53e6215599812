import LogFormats
import LogRecords
import Testing

@testable import LogFormats

/// Values that JSON lets a writer spell in many ways.
struct SpellingTests {
    /// Every character as an escape.
    private static func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    private func decoded(_ json: String, _ reading: FieldReading, _ field: RecordField) -> Decoded {
        let format = LogFormat(
            name: "test", vantage: .edge, requires: ["t"],
            fields: [.init("v", field, read: reading), .init("t", field == .ended ? .started : .ended, read: .instant)])
        return Decoded("{\"v\":\(json),\"t\":1}", by: LineDecoder(formats: [format]))
    }

    private static let readings: [(FieldReading, RecordField, String)] = [
        (.instant, .ended, "2022-05-25T15:25:26.5+02:00"), (.utcInstant, .ended, "2022-05-25 13:25:26.5"),
        (.instant, .ended, "1653485126123"), (.seconds, .duration, "2.602287838s"), (.milliseconds, .duration, "1.5e3"),
        (.integer, .bytesIn, "906"), (.flag, .sampled, "true"), (.flagOfNo, .sampled, "no"), (.flagOfFalse, .sampled, "false"),
        (.term, .method, "gr\u{fc}n \u{1f600}"), (.upperTerm, .method, "get"), (.lowerTerm, .method, "GET"),
        (.text, .correlationID, "a/b+c=&d"), (.uuidTerm, .customerInstance, "1D2C3B4A-5968-4776-8594-A3B2C1D0E9F8"),
        (.addressTerm, .clientAddress, "203.0.113.7:60102"), (.addressTerm, .clientAddress, "[2001:db8::1]:443"),
        (.addressTerm, .clientAddress, "unknown"), (.pathTerm, .path, "https://h.example/v2/x?a=1&b#c"),
        (.hostTerm, .host, "https://user@H.example:8443/x"), (.regionTerm, .region, "us-east4-a"), (.zoneTerm, .zone, "us-east4-a"),
        (.providerTerm, .method, "vertex-ai"), (.ray, .ray, "230b030023ae2822-SJC"), (.colo, .colo, "230b030023ae2822-sjc"),
        (.span, .spanID, "8690fc01c12c1a51"), (.span, .spanID, "9696527082194737745"),
        (.trace, .traceID, "4bf92f3577b34da6a3ce929d0e0e4736"),
        (.googleTrace, .traceID, "projects/p-1/traces/4bf92f3577b34da6a3ce929d0e0e4736"),
        (.traceparent, .traceID, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        (.traceparent, .parentSpanID, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
    ]

    @Test(arguments: readings)
    func `every reading sees the text that a string spells`(_ reading: FieldReading, _ field: RecordField, _ text: String) {
        func read(_ json: String) -> String {
            let decoded = decoded(json, reading, field)
            let value: String? =
                switch field.kind {
                case .term, .text: decoded.text(field)
                case .id128: CellPlace(field).id128(in: decoded.batch.row(0).cells)?.hexadecimal
                default: decoded.cell(field).map { "\($0)" }
                }
            return "\(value ?? "nothing") \(decoded.decoder.drift.map(\.problem))"
        }
        let plain = read("\"\(text)\"")
        #expect(!plain.contains("unreadable") && !plain.contains("wrongType"))
        for spelling in [Self.escaped(text), text.replacing("/", with: "\\/"), text.replacing("+", with: "\\u002B")] {
            #expect(read("\"\(spelling)\"") == plain, "\(spelling)")
            #expect(read("[\"\(spelling)\"]") == plain, "\(spelling) in an array")
        }
    }

    @Test func `a text with a backslash of its own is unescaped once`() {
        #expect(decoded(#""a\\u0041\\n""#, .term, .method).text(.method) == #"a\u0041\n"#)
        #expect(decoded(#""a\\/b""#, .text, .correlationID).text(.correlationID) == #"a\/b"#)
    }

    @Test func `a value that stands where one of the line before stood is unescaped anew`() {
        let format = LogFormat(
            name: "test", vantage: .edge, requires: ["t"],
            fields: [.init("t", .ended, read: .instant), .init("v", .method, read: .term), .init("v", .path, read: .pathTerm)])
        let decoder = LineDecoder(formats: [format])
        let batch = decoder.newBatch()
        var line = Array(#"{"t":1,"v":"\u0061"}"#.utf8)
        line.withUnsafeMutableBytes { bytes in
            for digit in "123".utf8 {
                bytes[bytes.count - 3] = digit
                _ = decoder.decode(UnsafeRawBufferPointer(bytes), shard: 1, number: 1, offset: 0, into: batch)
            }
        }
        for field in [RecordField.method, .path] {
            #expect((0..<3).map { batch.terms.text(of: UInt32(batch.row($0)[field] ?? 0)) } == ["a", "b", "c"])
        }
    }

    @Test(arguments: [#""\ud800""#, #""a\udc00b""#, #""\ud83d\u0041""#])
    func `half of a surrogate pair is drift in every field`(_ json: String) {
        for (reading, field) in [(FieldReading.term, RecordField.method), (.text, .correlationID), (.hostTerm, .host)] {
            #expect(decoded(json, reading, field).decoder.drift.map(\.problem) == [.unreadable])
        }
    }

    @Test func `a value may be as long as its text is, however long its escapes make it`() {
        let longest = String(repeating: "a", count: TermReading.longest)
        #expect(decoded("\"\(Self.escaped(longest))\"", .term, .method).text(.method) == longest)
        #expect(decoded("\"\(Self.escaped(longest + "a"))\"", .term, .method).text(.method) == nil)
        let text = String(repeating: "b", count: RecordBatch.longestText)
        #expect(decoded("\"\(Self.escaped(text))\"", .text, .correlationID).text(.correlationID) == text)
        #expect(decoded("\"\(Self.escaped(text + "b"))\"", .text, .correlationID).text(.correlationID) == nil)
    }

    @Test(arguments: [
        ("200", "200"), ("200.0", "200"), ("2e2", "200"), ("2.00E+2", "200"), ("2000e-1", "200"), ("17.50", "17.5"),
        ("1.75e1", "17.5"), ("-0.0", "0"), ("-50e-3", "-0.05"), ("0.00012e-2", "0.0000012"),
        ("9696527082194737745.0", "9696527082194737745"),
        ("1e65", "1e65"), ("1e999999999999", "1e999999999999"),
    ])
    func `a number that is read as words has one spelling`(_ json: String, _ text: String) {
        #expect(decoded(json, .term, .user).text(.user) == text)
        #expect(decoded(json, .text, .correlationID).text(.correlationID) == text)
    }

    @Test func `a time without a zone is UTC where the vendor writes UTC, and drift where it writes local time`() {
        let json = "\"2022-05-25T13:25:26.5\""
        #expect(decoded(json, .utcInstant, .ended).cell(.ended) == 1_653_485_126_500_000_000)
        #expect(decoded(json, .instant, .ended).decoder.drift.map(\.problem) == [.unreadable])
    }

    @Test func `protobuf's parts of a time and of a duration are read`() {
        let time = #"{"seconds":"1738936802","nanos":565396000}"#
        #expect(decoded(time, .utcInstant, .ended).cell(.ended) == 1_738_936_802_565_396_000)
        #expect(decoded(#"{ "nanos" : 5e8, "\u0073econds" : 2 }"#, .seconds, .duration).cell(.duration) == 2_500_000_000)
        #expect(decoded(#"{"seconds":3}"#, .seconds, .duration).cell(.duration) == 3_000_000_000)
        for odd in ["{}", #"{"nanos":1}"#, #"{"seconds":1,"more":2}"#, #"{"seconds":"x"}"#, #"{"seconds":9223372036854775807}"#] {
            #expect(decoded(odd, .utcInstant, .ended).cell(.ended) == nil)
            #expect(!decoded(odd, .utcInstant, .ended).decoder.drift.isEmpty)
        }
    }

    @Test(arguments: [
        (
            ValueTest.Test.isNumber(200...299), ["200", "200.0", "2e2", "\"204\"", "\"2\\u00304\""],
            ["300", "20", "2000", "\"\"", "200.5", "[]"]
        ),
        (.equals("a/b"), [#""a/b""#, #""a\/b""#, #""\u0061\u002Fb""#, #"["a\/b"]"#], [#""a\\/b""#, #""a/b ""#]),
        (.hasPrefix("/-/"), [#""/-/x""#, #""\/-\/x""#], [#""x/-/""#]), (.hasSuffix("+z"), [#""a\u002bz""#], [#""+z\u0020""#]),
        (.isNoneOf(["0"]), [#""1""#], [#""\u0030""#]),
        (
            .isLog("run.googleapis.com/requests"),
            [
                #""projects/p/logs/run.googleapis.com%2Frequests""#, #""projects\/p\/logs\/run.googleapis.com%2frequests""#,
                #""projects/p/logs/run.googleapis.com/requests""#,
            ], [#""projects/p/logs/other.run.googleapis.com%2Frequests""#, #""projects/p/logs/run.googleapis.com%2Frequests2""#]
        ),
    ])
    func `conditions compare values`(_ test: ValueTest.Test, _ holds: [String], _ fails: [String]) {
        let format = LogFormat(
            name: "test", vantage: .edge, requires: ["t"],
            fields: [.init("t", .ended, read: .instant), FieldMapping(constant: "yes", .method).when("v", test)])
        let decoder = LineDecoder(formats: [format])
        for json in holds { #expect(Decoded("{\"t\":1,\"v\":\(json)}", by: decoder).text(.method) == "yes", "\(json)") }
        for json in fails { #expect(Decoded("{\"t\":1,\"v\":\(json)}", by: decoder).text(.method) == nil, "\(json)") }
    }
}
