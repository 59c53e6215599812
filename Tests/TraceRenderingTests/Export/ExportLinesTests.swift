import LogRecords
import Testing
import TraceRoutes

@testable import TraceRendering

struct ExportLinesTests {
    /// The cell of an error text, as it stands in the file.
    private func cell(_ error: String) throws -> String {
        var row = RequestRow(kind: .request, lines: [StoredLine(shard: 1, line: 7)])
        row.error = error
        let made = ExportedRequest(Masked(MadeRequest(row: row, days: [], personal: []))) { _ in "a.log" }
        let column = try #require(ExportedRequest.columns.first { $0.name == "error" })
        return String(decoding: ExportLines.csv(made, [column]), as: UTF8.self).replacing("\r\n", with: "")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}A"])
    func `what a sheet would take for a formula begins with an apostrophe`(text: String) throws {
        #expect(try cell(text) == "'" + text)
    }

    @Test func `commas and quotes are quoted, and what could command a terminal is escaped`() throws {
        #expect(try cell(#"a "b", c"#) == #""a ""b"", c""#)
        #expect(try cell("a\n\u{1B}[2J") == #"a\u{a}\u{1b}[2J"#)
        #expect(try cell("a=b") == "a=b")
    }
}
