import Testing
import Workbench

extension Golden {
    /// Compares an answer, or another kind of text, with its file in `Fixtures`.
    static func expect(
        _ text: String, in name: String, of kind: String = "answers", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = "Fixtures/\(kind)/\(name)"
        let isSo = try isWritten(text, to: path) || text == Repository.text(path)
        #expect(isSo, "differs from \(path)", sourceLocation: sourceLocation)
    }
}
