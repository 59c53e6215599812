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

    /// As a terminal shows it: standard output, then what was said on standard error.
    private func shown(_ answer: Answer) -> String {
        let drawn = AnswerText(Masked(answer))
        return drawn.text + drawn.messages.map { "trace: \($0)\n" }.joined()
    }
}
