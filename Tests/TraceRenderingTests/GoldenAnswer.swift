import Testing
import Workbench

extension Golden {
    /// Compares an answer with its file in `Fixtures/answers`.
    static func expect(_ text: String, in name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = "Fixtures/answers/\(name)"
        let isSo = try isWritten(text, to: path) || text == Repository.text(path)
        #expect(isSo, "differs from \(path)", sourceLocation: sourceLocation)
    }
}
