import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes
import Workbench

struct GoldenTests {
    @Test(arguments: AnswerCase.all) func `the text of each case is its golden file`(_ example: AnswerCase) throws {
        try Golden.expect(shown(example.answer), in: "\(example.name).txt")
    }

    @Test(arguments: AnswerCase.all) func `the JSON of each case is its golden file`(_ example: AnswerCase) throws {
        let bytes = AnswerJSON.bytes(Masked(example.answer), pretty: true)
        try Golden.expect(String(decoding: bytes, as: UTF8.self), in: "\(example.name).json")
    }

    @Test(arguments: ["found-direct", "every-provider-failed", "ambiguous", "not-found-with-holes"])
    func `what trace why says of a case is its golden file, on a terminal and narrower`(_ name: String) throws {
        let answer = Masked(try #require(AnswerCase.all.first { $0.name == name }).answer)
        for (columns, file) in [(80, "why-\(name).txt"), (60, "why-\(name)-narrow.txt")] {
            let drawn = WhyText(answer, style: TextStyle(columns: columns))
            try Golden.expect(drawn.text + drawn.messages.map { "trace: \($0)\n" }.joined(), in: file, of: "summaries")
            #expect(drawn.text.split(separator: "\n").allSatisfy { $0.contains("/") || $0.count <= columns })
        }
    }

    @Test func `the JSON of trace why is its golden file, and fits the schema`() throws {
        let answer = Masked(AnswerCase.everyProviderFailed)
        try Golden.expect(String(decoding: WhyJSON.bytes(answer, pretty: true), as: UTF8.self), in: "why.json", of: "summaries")
        #expect(try PublishedSchema("waybill.why-1").complaints(Data(WhyJSON.bytes(answer))) == nil)
    }

    /// As a terminal shows it: standard output, then what was said on standard error.
    private func shown(_ answer: Answer) -> String {
        let drawn = AnswerText(Masked(answer))
        return drawn.text + drawn.messages.map { "trace: \($0)\n" }.joined()
    }
}
