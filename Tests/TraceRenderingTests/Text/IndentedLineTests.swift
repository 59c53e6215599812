import Testing
import Workbench

@testable import TraceRendering

/// A line of a log with a key on each line.
struct IndentedLineTests {
    private func shown(_ text: String, within columns: Int = 80) -> [String]? {
        IndentedLine(text)?.rows(within: columns).map { $0.text + ($0.time.map { " # \($0)" } ?? "") }
    }

    @Test func `objects are indented, what is short stays on a line, and what is not shown stays as it is`() {
        let line = #"{"a": 1, "b": {"c": "x, {y}", "d": [1, 2]}, "e": <object, 212 bytes>, "f": ["block"], "g": {}, "h": []}"#
        #expect(
            shown(line) == [
                "{", #"  "a": 1,"#, #"  "b": {"#, #"    "c": "x, {y}","#, #"    "d": [1, 2]"#, "  },",
                #"  "e": <object, 212 bytes>,"#, #"  "f": ["block"],"#, #"  "g": {},"#, #"  "h": []"#, "}",
            ])
        #expect(shown(#"{"a": {"b": "x", "c": "y"}}"#) == ["{", #"  "a": {"b": "x", "c": "y"}"#, "}"])
        #expect(shown(#"{"a": {"b": "x", "c": "y"}}"#, within: 12)?.count == 6)
    }

    @Test(arguments: [
        (#""EdgeStartTimestamp": 1789478355841421000"#, "2026-09-15 13:19:15.841421 UTC"),
        (#""EdgeStartTimestamp": "1789478355841""#, "2026-09-15 13:19:15.841 UTC"),
        (#""ts": 1789478355"#, "2026-09-15 13:19:15.000 UTC"),
    ])
    func `a number that is a moment is followed by its time`(member: String, time: String) {
        #expect(shown("{\(member)}")?[1] == "  \(member) # \(time)")
    }

    @Test(arguments: [
        #""OriginResponseTime": 1789478355841421000"#, #""ts": 17894783"#, #""ts": 9999999999999999999"#,
        #""ts": 1000000000"#, #""ts": -178947835"#, #""timestamp": "2026-09-15T13:19:15Z""#, #""ts": null"#, #""n": 1789478355"#,
    ])
    func `what is no moment stays a number`(member: String) {
        #expect(shown("{\(member)}") == ["{", "  \(member)", "}"])
    }

    @Test func `what is no whole object is not indented`() {
        for text in ["", "{", "[1]", "<not JSON, 12 bytes>", #"{"a": }"#, #"{"a": 1"#, #"{"a": "x}"#, #"{"a" 1}"#, "{}}", "..."] {
            #expect(IndentedLine(text) == nil, "\(text)")
        }
        let deep = String(repeating: #"{"a": "#, count: 100) + "1" + String(repeating: "}", count: 100)
        #expect(IndentedLine(deep) == nil)
    }

    @Test func `damaged lines are indented or left alone, and what is indented is the line`() {
        let line = Array(#"{"a": {"b": ["x\"", <string, 2 bytes>], "ts": 1789478355}, "c": [{"d": null}, {"e": 1.5}]}"#)
        let marks = Array("{}[]\",:<>\\ 7")
        var damages: [[Character]] = []
        for place in line.indices {
            let (before, behind) = (Array(line[..<place]), Array(line[(place + 1)...]))
            damages += [before, before + behind]
            for mark in marks { damages.append(before + [mark] + behind) }
        }
        #expect(damages.count > 1_000)
        for damaged in damages {
            let text = String(damaged)
            guard let rows = IndentedLine(text)?.rows(within: 40) else { continue }
            let again = rows.map { $0.text }.joined().filter { $0 != " " }
            #expect(again == text.filter { $0 != " " })
        }
    }
}
